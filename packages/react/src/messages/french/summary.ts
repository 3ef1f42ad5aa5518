import type { RoomMessages } from "../message.ts";

export const summary: RoomMessages<"summary"> = {
  "summary.attention": {
    one: "{count} synchronisation sur {total} demande votre attention",
    other: "{count} synchronisations sur {total} demandent votre attention",
  },
  "summary.all_done": {
    one: "{total} synchronisation est à jour",
    other: "Les {total} synchronisations sont à jour",
  },
};
