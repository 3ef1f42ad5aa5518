import type { RoomMessages } from "../message.ts";

export const status: RoomMessages<"status"> = {
  "status.loading": "Status wird geprüft …",
  "status.not_connected": "Nicht verbunden",
  "status.pending": "Wartet auf Synchronisierung",
  "status.syncing": "Wird synchronisiert",
  "status.synced": "Aktuell",
  "status.partial": "Mit Problemen synchronisiert",
  "status.failed": "Synchronisierung fehlgeschlagen",
  "status.reconnect": "Neu verbinden nötig",
  "status.paused": "Angehalten",
  "status.unknown": "Status nicht verfügbar",
  "status.reload": "Neu laden nötig",
  "status.overdue": "Synchronisierung überfällig",
};
