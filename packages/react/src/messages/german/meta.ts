import type { RoomMessages } from "../message.ts";

export const meta: RoomMessages<"meta"> = {
  "meta.last_synced": "Zuletzt synchronisiert: {when}",
  "meta.next_sync": "Nächste Synchronisierung: {when}",
  "meta.old": "Stand des Status: {when}",
};
