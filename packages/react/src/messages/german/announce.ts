import type { RoomMessages } from "../message.ts";

export const announce: RoomMessages<"announce"> = {
  "announce.status": "{name}: {label}. {detail}",
  "announce.status_only": "{name}: {label}.",
  "announce.several": {
    one: "{count} Synchronisierung hat sich geändert.",
    other: "{count} Synchronisierungen haben sich geändert.",
  },
  "announce.progress": "{name}: {progress}.",
  "announce.acknowledged": "Als geprüft markiert",
  "announce.copied": "Referenz kopiert",
};
