import type { RoomMessages } from "../message.ts";

export const noun: RoomMessages<"noun"> = {
  "noun.service": "le service",
  "noun.records": { one: "enregistrement", other: "enregistrements" },
};
