import type { RoomMessages } from "../message.ts";

export const notice: RoomMessages<"notice"> = {
  "notice.reload": "Rechargez la page pour voir l’état actuel",
  "notice.reconnect": "Reconnectez {service} pour continuer la synchronisation",
  "notice.access_ended": "{service} ne nous donne pas accès.",
  "notice.nothing_lost": "Rien n’a été perdu.",
  "notice.failed": "La dernière synchronisation a échoué",
  "notice.schema": "{service} a changé la structure de ses données",
  "notice.schema_body":
    "La synchronisation s’est arrêtée pour ne rien mélanger. Contactez le support avec la référence du reçu.",
  "notice.plan": "Changez de formule pour continuer la synchronisation",
  "notice.partial": "Échec pour {failed} sur {total} {records}",
  "notice.held_back": {
    one: "{count} {records} sans synchronisation",
    other: "{count} {records} sans synchronisation",
  },
  "notice.held_back_body": {
    one: "Mis de côté lors d’une synchronisation précédente. Réessayez pour tout relire.",
    other: "Mis de côté lors d’une synchronisation précédente. Réessayez pour tout relire.",
  },
  "notice.held_removals": {
    one: "{count} {records} a disparu dans {service}",
    other: "{count} {records} ont disparu dans {service}",
  },
  "notice.held_removals_body": {
    one: "Les données restent ici au cas où ce serait une erreur. Confirmez le retrait ici aussi, ou synchronisez à nouveau à leur retour.",
    other:
      "Les données restent ici au cas où ce serait une erreur. Confirmez le retrait ici aussi, ou synchronisez à nouveau à leur retour.",
  },
  "notice.partial_some": "Une partie des {records} n’a pas été synchronisée",
  "notice.no_records": "Aucun enregistrement n’a été lu",
  "notice.no_records_body": "{service} contient des {records}, mais n’a rien envoyé.",
  "notice.rest": { one: "Le reste est à jour.", other: "Le reste ({count}) est à jour." },
  "notice.none_synced": "Rien n’a pu être enregistré.",
  "notice.slow_down": "{service} nous a demandé de ralentir",
  "notice.not_durable": "Rien n’est conservé à la fermeture de cette page",
  "notice.not_durable_body":
    "Ce navigateur ne nous laisse pas stocker de données. À la prochaine visite, tout sera relu.",
  "notice.overdue": "Dernière synchronisation : {when}",
  "notice.remind": "Me le rappeler plus tard",
  "notice.attempt": "Tentative {n} sur {max}",
  "notice.next_attempt": "Prochaine tentative : {time}",
};
