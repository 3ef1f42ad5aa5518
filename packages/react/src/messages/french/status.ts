import type { RoomMessages } from "../message.ts";

export const status: RoomMessages<"status"> = {
  "status.loading": "Vérification de l’état…",
  "status.not_connected": "Non connecté",
  "status.pending": "Synchronisation en attente",
  "status.syncing": "Synchronisation en cours",
  "status.synced": "À jour",
  "status.partial": "Avec des problèmes",
  "status.failed": "Synchronisation échouée",
  "status.reconnect": "Reconnexion nécessaire",
  "status.paused": "En pause",
  "status.unknown": "État indisponible",
  "status.reload": "Rechargement nécessaire",
  "status.overdue": "Synchronisation en retard",
};
