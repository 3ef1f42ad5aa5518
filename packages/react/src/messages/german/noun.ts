import type { RoomMessages } from "../message.ts";

export const noun: RoomMessages<"noun"> = {
  "noun.service": "Anbieter",
  "noun.records": { one: "Datensatz", other: "Datensätze" },
};
