import type { RoomMessages } from "../message.ts";

export const reason: RoomMessages<"reason"> = {
  "reason.not_a_record": "وصل من {service} ما ليس سجلًا.",
  "reason.missing_key": "وصل السجل من {service} دون معرّفه.",
  "reason.invalid_key": "وصل السجل من {service} بمعرّف تتعذّر علينا قراءته.",
  "reason.missing_cursor": "وصل السجل من {service} دون وقت آخر تغيير له.",
  "reason.validation": "شكل السجل مختلف عمّا نتوقعه.",
  "reason.mapping": "تعذّر تحويل السجل إلى الشكل الذي نستخدمه.",
  "reason.too_large": "السجل أكبر مما يمكننا حفظه.",
  "reason.validation_field": "شكل الحقل «{field}» مختلف عمّا نتوقعه.",
};
