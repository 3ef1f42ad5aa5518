import type { RoomMessages } from "../message.ts";

export const widget: RoomMessages<"widget"> = {
  "widget.broken": "Ce panneau n’a pas pu être affiché.",
  "widget.reload": "Recharger",
  "widget.loading": "Chargement de l’état de la synchronisation",
};
