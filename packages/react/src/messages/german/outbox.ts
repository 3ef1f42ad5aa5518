import type { RoomMessages } from "../message.ts";

export const outbox: RoomMessages<"outbox"> = {
  "outbox.sent": "Alle Änderungen gesendet",
  "outbox.waiting": { one: "{count} Änderung noch nicht gesendet", other: "{count} Änderungen noch nicht gesendet" },
  "outbox.sending": { one: "{count} Änderung wird gesendet …", other: "{count} Änderungen werden gesendet …" },
  "outbox.offline": {
    one: "Offline. {count} Änderung auf diesem Gerät gespeichert.",
    other: "Offline. {count} Änderungen auf diesem Gerät gespeichert.",
  },
  "outbox.offline_volatile": {
    one: "Offline. {count} Änderung wartet. Lassen Sie diese Seite offen.",
    other: "Offline. {count} Änderungen warten. Lassen Sie diese Seite offen.",
  },
  "outbox.stuck": {
    one: "{count} Änderung konnte nicht gesendet werden",
    other: "{count} Änderungen konnten nicht gesendet werden",
  },
  "outbox.lost": {
    one: "{count} Änderung ging verloren, bevor bekannt war, dass sie ankam",
    other: "{count} Änderungen gingen verloren, bevor bekannt war, dass sie ankamen",
  },
  "outbox.lost_detail": {
    one: "Dieser Browser hat sie entfernt, sie kann von hier aus nicht mehr gesendet werden. Prüfen Sie, ob sie bei {service} angekommen ist, bevor Sie sie erneut eingeben.",
    other:
      "Dieser Browser hat sie entfernt, sie können von hier aus nicht mehr gesendet werden. Prüfen Sie, ob sie bei {service} angekommen sind, bevor Sie sie erneut eingeben.",
  },
  "outbox.acknowledge": "Als geprüft markieren",
  "outbox.acknowledge_busy": "Wird gespeichert …",
  "outbox.failed_acknowledge": "Das wurde nicht gespeichert. Versuchen Sie es erneut.",
  "outbox.review": "Ansehen",
  "outbox.since": "Die älteste: {when}",
  "outbox.loading": "Änderungen werden geprüft …",
  "outbox.unreadable": "Änderungen konnten nicht geprüft werden",
};
