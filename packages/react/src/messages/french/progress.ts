import type { RoomMessages } from "../message.ts";

export const progress: RoomMessages<"progress"> = {
  "progress.of": "{done} sur {total}",
  "progress.of_about": "{done} sur environ {total}",
  "progress.so_far": "{done} pour l’instant",
  "progress.of_records": "{done} sur {total} {records}",
  "progress.of_about_records": "{done} sur environ {total} {records}",
  "progress.so_far_records": "{done} {records} pour l’instant",
  "progress.title": "Synchronisation : {records}",
  "progress.leave": "Vous pouvez quitter cette page. La synchronisation continue.",
  "progress.close": "Vous pouvez fermer cette page. La synchronisation reprendra ici à votre retour.",
  "progress.stay": "Gardez cette page ouverte jusqu’à la fin de la synchronisation.",
  "progress.left": {
    one: "Encore environ {minutes} minute",
    other: "Encore environ {minutes} minutes",
  },
};
