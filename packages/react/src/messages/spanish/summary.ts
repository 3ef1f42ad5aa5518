import type { RoomMessages } from "../message.ts";

export const summary: RoomMessages<"summary"> = {
  "summary.attention": {
    one: "{count} de {total} sincronizaciones requiere atención",
    other: "{count} de {total} sincronizaciones requieren atención",
  },
  "summary.all_done": {
    one: "{total} sincronización está al día",
    other: "Las {total} sincronizaciones están al día",
  },
};
