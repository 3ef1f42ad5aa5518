import type { RoomMessages } from "../message.ts";

export const meta: RoomMessages<"meta"> = {
  "meta.last_synced": "Última sincronización: {when}",
  "meta.next_sync": "Próxima sincronización: {when}",
  "meta.old": "Estado de {when}",
};
