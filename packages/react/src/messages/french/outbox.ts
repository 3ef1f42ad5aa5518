import type { RoomMessages } from "../message.ts";

export const outbox: RoomMessages<"outbox"> = {
  "outbox.sent": "Toutes les modifications sont envoyées",
  "outbox.waiting": { one: "{count} modification à envoyer", other: "{count} modifications à envoyer" },
  "outbox.sending": { one: "Envoi de {count} modification…", other: "Envoi de {count} modifications…" },
  "outbox.offline": {
    one: "Hors ligne. {count} modification enregistrée sur cet appareil.",
    other: "Hors ligne. {count} modifications enregistrées sur cet appareil.",
  },
  "outbox.offline_volatile": {
    one: "Hors ligne. {count} modification en attente. Gardez cette page ouverte.",
    other: "Hors ligne. {count} modifications en attente. Gardez cette page ouverte.",
  },
  "outbox.stuck": {
    one: "{count} modification n’a pas pu être envoyée",
    other: "{count} modifications n’ont pas pu être envoyées",
  },
  "outbox.lost": {
    one: "{count} modification perdue avant que son arrivée ne soit connue",
    other: "{count} modifications perdues avant que leur arrivée ne soit connue",
  },
  "outbox.lost_detail": {
    one: "Ce navigateur l’a supprimée et elle ne peut plus être envoyée d’ici. Vérifiez si {service} l’a reçue avant de la saisir de nouveau.",
    other:
      "Ce navigateur les a supprimées et elles ne peuvent plus être envoyées d’ici. Vérifiez si {service} les a reçues avant de les saisir de nouveau.",
  },
  "outbox.acknowledge": "Marquer comme vérifié",
  "outbox.acknowledge_busy": "Enregistrement…",
  "outbox.failed_acknowledge": "Rien n’a été enregistré. Réessayez.",
  "outbox.review": "Vérifier",
  "outbox.since": "La plus ancienne : {when}",
  "outbox.loading": "Vérification des modifications…",
  "outbox.unreadable": "Les modifications n’ont pas pu être vérifiées",
};
