import type { RoomMessages } from "../message.ts";

export const ledger: RoomMessages<"ledger"> = {
  "ledger.loading": "Vergleich wird geladen",
  "ledger.unreadable": "Der Vergleich konnte nicht geladen werden.",
  "ledger.never": "Beide Seiten wurden noch nicht verglichen.",
  "ledger.title": "Vergleich beider Seiten",
  "ledger.stream": "Datensätze",
  "ledger.here": "Hier",
  "ledger.there": "Bei {service}",
  "ledger.difference": "Unterschied",
  "ledger.none": "Keiner",
  "ledger.missing_here": "Fehlen hier: {count}",
  "ledger.missing_there": "Fehlen bei {service}: {count}",
  "ledger.differ": { one: "{count} weicht ab", other: "{count} weichen ab" },
  "ledger.agree": { one: "Kein Unterschied: 1 {records}.", other: "Kein Unterschied: alle {count} {records}." },
  "ledger.disagree": {
    one: "{count} {records} stimmt nicht überein.",
    other: "{count} {records} stimmen nicht überein.",
  },
  "ledger.compared": "Verglichen: {when}.",
  "ledger.old": "Dieser Vergleich ist zu alt, um verlässlich zu sein.",
  "ledger.comparing": "Vergleich läuft …",
  "ledger.failed": "Der letzte Vergleich wurde nicht fertig. Dies ist der davor.",
  "ledger.compare": "Jetzt vergleichen",
};
