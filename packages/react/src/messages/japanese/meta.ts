import type { RoomMessages } from "../message.ts";

export const meta: RoomMessages<"meta"> = {
  "meta.last_synced": "最終同期: {when}",
  "meta.next_sync": "次の同期: {when}",
  "meta.old": "状態の確認: {when}",
};
