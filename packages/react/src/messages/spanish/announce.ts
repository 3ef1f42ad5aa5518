import type { RoomMessages } from "../message.ts";

export const announce: RoomMessages<"announce"> = {
  "announce.status": "{name}: {label}. {detail}",
  "announce.status_only": "{name}: {label}.",
  "announce.several": {
    one: "Cambió {count} sincronización.",
    other: "Cambiaron {count} sincronizaciones.",
  },
  "announce.progress": "{name}: {progress}.",
  "announce.acknowledged": "Marcado como comprobado",
  "announce.copied": "Referencia copiada",
};
