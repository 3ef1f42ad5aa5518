import type { RoomMessages } from "../message.ts";

export const noun: RoomMessages<"noun"> = {
  "noun.service": "サービス",
  "noun.records": { other: "レコード" },
};
