import type { RoomMessages } from "../message.ts";

export const health: RoomMessages<"health"> = {
  "health.title": "Zustand",
  "health.loading": "Zustand wird geladen",
  "health.unreadable": "Der Zustand dieser Synchronisierung konnte nicht geladen werden.",
  "health.too_few": "Noch zu wenig Verlauf. Erscheint hier nach {count} Synchronisierungen.",
  "health.rate": "Erfolgsquote",
  "health.rate_sentence": "{complete} der letzten {total} Synchronisierungen waren vollständig.",
  "health.freshness": "Alter der Daten",
  "health.freshness_target": "Erwartet: höchstens {span}.",
  "health.freshness_plain": "Seit der letzten vollständigen Synchronisierung.",
  "health.to_fix": "Zu korrigieren",
  "health.to_fix_sentence": {
    one: "Nicht synchronisiert: {records}.",
    other: "Nicht synchronisiert: {records}.",
  },
  "health.recovery": "Zeit bis zur Erholung",
  "health.recovery_sentence":
    "Durchschnitt von einer fehlgeschlagenen bis zur nächsten vollständigen Synchronisierung.",
  "health.strip": "Die letzten {total} Synchronisierungen, älteste zuerst: {summary}",
  "health.table": "Als Tabelle anzeigen",
  "health.finished": "Beendet",
  "health.result": "Ergebnis",
  "health.complete": "Vollständig",
  "health.partial": "Mit Problemen",
  "health.failed": "Fehlgeschlagen",
};
