import type { RoomMessages } from "../message.ts";

export const summary: RoomMessages<"summary"> = {
  "summary.attention": {
    one: "{count} von {total} Synchronisierungen braucht Aufmerksamkeit",
    other: "{count} von {total} Synchronisierungen brauchen Aufmerksamkeit",
  },
  "summary.all_done": {
    one: "{total} Synchronisierung ist aktuell",
    other: "Alle {total} Synchronisierungen sind aktuell",
  },
};
