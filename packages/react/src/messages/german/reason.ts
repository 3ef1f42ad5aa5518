import type { RoomMessages } from "../message.ts";

export const reason: RoomMessages<"reason"> = {
  "reason.not_a_record": "{service} hat etwas gesendet, das kein Datensatz ist.",
  "reason.missing_key": "{service} hat den Datensatz ohne Kennung gesendet.",
  "reason.invalid_key": "{service} hat den Datensatz mit einer Kennung gesendet, die wir nicht lesen können.",
  "reason.missing_cursor": "{service} hat den Datensatz ohne die Zeit der letzten Änderung gesendet.",
  "reason.validation": "Der Datensatz hat nicht die Form, die wir erwarten.",
  "reason.mapping": "Der Datensatz konnte nicht in unsere Form übertragen werden.",
  "reason.too_large": "Der Datensatz ist größer, als wir speichern können.",
  "reason.validation_field": "Das Feld „{field}“ hat nicht die Form, die wir erwarten.",
};
