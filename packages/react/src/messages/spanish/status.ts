import type { RoomMessages } from "../message.ts";

export const status: RoomMessages<"status"> = {
  "status.loading": "Comprobando el estado…",
  "status.not_connected": "Sin conectar",
  "status.pending": "Sincronización en espera",
  "status.syncing": "Sincronizando",
  "status.synced": "Al día",
  "status.partial": "Con incidencias",
  "status.failed": "Sincronización fallida",
  "status.reconnect": "Requiere reconexión",
  "status.paused": "En pausa",
  "status.unknown": "Estado no disponible",
  "status.reload": "Requiere recarga",
  "status.overdue": "Sincronización atrasada",
};
