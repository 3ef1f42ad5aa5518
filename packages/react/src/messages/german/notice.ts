import type { RoomMessages } from "../message.ts";

export const notice: RoomMessages<"notice"> = {
  "notice.reload": "Laden Sie die Seite neu, um den aktuellen Status zu sehen",
  "notice.reconnect": "{service} neu verbinden, damit es weitergeht",
  "notice.access_ended": "{service} gibt uns keinen Zugriff.",
  "notice.nothing_lost": "Es ist nichts verloren gegangen.",
  "notice.failed": "Die letzte Synchronisierung ist fehlgeschlagen",
  "notice.schema": "{service} hat den Aufbau der Daten geändert",
  "notice.schema_body":
    "Die Synchronisierung wurde beendet, damit nichts durcheinandergerät. Wenden Sie sich mit der Referenz auf dem Beleg an den Support.",
  "notice.plan": "Höherer Tarif nötig, damit es weitergeht",
  "notice.partial": "{records}: {failed} von {total} nicht synchronisiert",
  "notice.held_back": {
    one: "{count} {records} nicht synchronisiert",
    other: "{count} {records} nicht synchronisiert",
  },
  "notice.held_back_body": {
    one: "Bei einer früheren Synchronisierung beiseitegelegt. Versuchen Sie es erneut, um alles noch einmal zu lesen.",
    other:
      "Bei einer früheren Synchronisierung beiseitegelegt. Versuchen Sie es erneut, um alles noch einmal zu lesen.",
  },
  "notice.held_removals": {
    one: "{count} {records} fehlt bei {service}",
    other: "{count} {records} fehlen bei {service}",
  },
  "notice.held_removals_body": {
    one: "Hier erhalten, falls das ein Versehen ist. Entfernen Sie die Daten auch hier, oder synchronisieren Sie erneut, sobald sie wieder da sind.",
    other:
      "Hier erhalten, falls das ein Versehen ist. Entfernen Sie die Daten auch hier, oder synchronisieren Sie erneut, sobald sie wieder da sind.",
  },
  "notice.partial_some": "Einige {records} wurden nicht synchronisiert",
  "notice.no_records": "Es wurden keine Datensätze gelesen",
  "notice.no_records_body": "{service} enthält {records}, hat aber nichts gesendet.",
  "notice.rest": { one: "Der andere Datensatz ist aktuell.", other: "Die anderen {count} sind aktuell." },
  "notice.none_synced": "Keiner davon konnte gespeichert werden.",
  "notice.slow_down": "{service} hat uns gebeten, langsamer zu machen",
  "notice.not_durable": "Beim Schließen dieser Seite bleibt nichts gespeichert",
  "notice.not_durable_body":
    "Dieser Browser gibt uns keinen Platz, um Daten zu speichern. Beim nächsten Besuch wird alles neu gelesen.",
  "notice.overdue": "Zuletzt synchronisiert: {when}",
  "notice.remind": "Später erinnern",
  "notice.attempt": "Versuch {n} von {max}",
  "notice.next_attempt": "Nächster Versuch: {time}",
};
