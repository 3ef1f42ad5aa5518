import type { RoomMessages } from "../message.ts";

export const noun: RoomMessages<"noun"> = {
  "noun.service": "el servicio",
  "noun.records": { one: "registro", other: "registros" },
};
