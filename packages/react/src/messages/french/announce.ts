import type { RoomMessages } from "../message.ts";

export const announce: RoomMessages<"announce"> = {
  "announce.status": "{name} : {label}. {detail}",
  "announce.status_only": "{name} : {label}.",
  "announce.several": {
    one: "{count} synchronisation a changé.",
    other: "{count} synchronisations ont changé.",
  },
  "announce.progress": "{name} : {progress}.",
  "announce.acknowledged": "Marqué comme vérifié",
  "announce.copied": "Référence copiée",
};
