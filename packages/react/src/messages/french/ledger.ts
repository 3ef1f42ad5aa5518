import type { RoomMessages } from "../message.ts";

export const ledger: RoomMessages<"ledger"> = {
  "ledger.loading": "Chargement de la comparaison",
  "ledger.unreadable": "La comparaison n’a pas pu être chargée.",
  "ledger.never": "Les deux côtés n’ont pas encore été comparés.",
  "ledger.title": "Comparaison des deux côtés",
  "ledger.stream": "Enregistrements",
  "ledger.here": "Ici",
  "ledger.there": "Dans {service}",
  "ledger.difference": "Différence",
  "ledger.none": "Aucune",
  "ledger.missing_here": "Absents ici : {count}",
  "ledger.missing_there": "Absents dans {service} : {count}",
  "ledger.differ": { one: "{count} diffère", other: "{count} diffèrent" },
  "ledger.agree": { one: "Tout concorde : {count} {records}.", other: "Tout concorde : {count} {records}." },
  "ledger.disagree": { one: "{count} {records} ne concorde pas.", other: "{count} {records} ne concordent pas." },
  "ledger.compared": "Dernière comparaison : {when}.",
  "ledger.old": "Cette comparaison est trop ancienne pour s’y fier.",
  "ledger.comparing": "Comparaison en cours…",
  "ledger.failed": "La dernière comparaison n’est pas allée au bout. Voici la précédente.",
  "ledger.compare": "Comparer maintenant",
};
