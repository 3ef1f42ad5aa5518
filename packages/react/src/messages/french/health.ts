import type { RoomMessages } from "../message.ts";

export const health: RoomMessages<"health"> = {
  "health.title": "Santé",
  "health.loading": "Chargement de la santé",
  "health.unreadable": "La santé de cette synchronisation n’a pas pu être chargée.",
  "health.too_few": "Pas encore assez d’historique. Elle apparaît ici après {count} synchronisations.",
  "health.rate": "Taux de réussite",
  "health.rate_sentence": "Complètes : {complete} des {total} dernières synchronisations.",
  "health.freshness": "Âge des données",
  "health.freshness_target": "Attendu au plus : {span}.",
  "health.freshness_plain": "Depuis la dernière synchronisation complète.",
  "health.to_fix": "À corriger",
  "health.to_fix_sentence": { one: "Sans synchronisation : {records}.", other: "Sans synchronisation : {records}." },
  "health.recovery": "Temps de rétablissement",
  "health.recovery_sentence": "D’une synchronisation échouée à la prochaine complète, en moyenne.",
  "health.strip": "Les {total} dernières synchronisations, la plus ancienne d’abord : {summary}",
  "health.table": "Afficher en tableau",
  "health.finished": "Fin",
  "health.result": "Résultat",
  "health.complete": "Complète",
  "health.partial": "Avec des problèmes",
  "health.failed": "Échouée",
};
