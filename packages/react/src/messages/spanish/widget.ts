import type { RoomMessages } from "../message.ts";

export const widget: RoomMessages<"widget"> = {
  "widget.broken": "No se pudo mostrar este panel.",
  "widget.reload": "Recargar",
  "widget.loading": "Cargando el estado de la sincronización",
};
