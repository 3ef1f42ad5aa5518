import type { RoomMessages } from "../message.ts";

export const widget: RoomMessages<"widget"> = {
  "widget.broken": "Dieser Bereich konnte nicht angezeigt werden.",
  "widget.reload": "Neu laden",
  "widget.loading": "Status der Synchronisierung wird geladen",
};
