import type { RoomMessages } from "../message.ts";

export const noun: RoomMessages<"noun"> = {
  "noun.service": "الخدمة",
  "noun.records": { zero: "سجل", one: "سجل", two: "سجلان", few: "سجلات", many: "سجلًا", other: "سجل" },
};
