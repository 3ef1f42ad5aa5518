import type { RoomMessages } from "../message.ts";

export const meta: RoomMessages<"meta"> = {
  "meta.last_synced": "Dernière synchronisation : {when}",
  "meta.next_sync": "Prochaine synchronisation : {when}",
  "meta.old": "État connu : {when}",
};
