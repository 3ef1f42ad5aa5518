import type { RoomMessages } from "../message.ts";

export const progress: RoomMessages<"progress"> = {
  "progress.of": "{done} von {total}",
  "progress.of_about": "{done} von etwa {total}",
  "progress.so_far": "Bisher {done}",
  "progress.of_records": "{records}: {done} von {total}",
  "progress.of_about_records": "{records}: {done} von etwa {total}",
  "progress.so_far_records": "Bisher {done} {records}",
  "progress.title": "Synchronisierung: {records}",
  "progress.leave": "Sie können diese Seite verlassen. Wir synchronisieren weiter.",
  "progress.close": "Sie können diese Seite schließen. Die Synchronisierung geht hier weiter, wenn Sie zurückkommen.",
  "progress.stay": "Lassen Sie diese Seite offen, bis die Synchronisierung vollständig ist.",
  "progress.left": { one: "Noch etwa {minutes} Minute", other: "Noch etwa {minutes} Minuten" },
};
