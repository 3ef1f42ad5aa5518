import type { RoomMessages } from "../message.ts";

export const summary: RoomMessages<"summary"> = {
  "summary.attention": { other: "{total}件の同期のうち{count}件に対応が必要です" },
  "summary.all_done": { other: "{total}件の同期はすべて最新です" },
};
