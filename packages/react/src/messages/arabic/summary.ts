import type { RoomMessages } from "../message.ts";
import { anyNumber } from "./any-number.ts";

export const summary: RoomMessages<"summary"> = {
  "summary.attention": anyNumber("بحاجة إلى انتباه: {count} من {total} من عمليات المزامنة"),
  "summary.all_done": anyNumber("كل عمليات المزامنة محدّثة ({total})"),
};
