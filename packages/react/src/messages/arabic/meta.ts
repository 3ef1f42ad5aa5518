import type { RoomMessages } from "../message.ts";

export const meta: RoomMessages<"meta"> = {
  "meta.last_synced": "آخر مزامنة: {when}",
  "meta.next_sync": "المزامنة التالية: {when}",
  "meta.old": "وقت آخر حالة معروفة: {when}",
};
