import type { RoomMessages } from "../message.ts";

export const outbox: RoomMessages<"outbox"> = {
  "outbox.sent": "Todos los cambios enviados",
  "outbox.waiting": { one: "{count} cambio por enviar", other: "{count} cambios por enviar" },
  "outbox.sending": { one: "Enviando {count} cambio…", other: "Enviando {count} cambios…" },
  "outbox.offline": {
    one: "Sin conexión. {count} cambio guardado en este dispositivo.",
    other: "Sin conexión. {count} cambios guardados en este dispositivo.",
  },
  "outbox.offline_volatile": {
    one: "Sin conexión. {count} cambio en espera. Mantén esta página abierta.",
    other: "Sin conexión. {count} cambios en espera. Mantén esta página abierta.",
  },
  "outbox.stuck": {
    one: "No se pudo enviar {count} cambio",
    other: "No se pudieron enviar {count} cambios",
  },
  "outbox.lost": {
    one: "Se perdió {count} cambio antes de saberse si llegó",
    other: "Se perdieron {count} cambios antes de saberse si llegaron",
  },
  "outbox.lost_detail": {
    one: "Este navegador lo eliminó y ya no se puede enviar desde aquí. Comprueba si {service} lo tiene antes de volver a introducirlo.",
    other:
      "Este navegador los eliminó y ya no se pueden enviar desde aquí. Comprueba si {service} los tiene antes de volver a introducirlos.",
  },
  "outbox.acknowledge": "Marcar como comprobado",
  "outbox.acknowledge_busy": "Guardando…",
  "outbox.failed_acknowledge": "No se guardó. Inténtalo de nuevo.",
  "outbox.review": "Revisar",
  "outbox.since": "El más antiguo: {when}",
  "outbox.loading": "Comprobando los cambios…",
  "outbox.unreadable": "No se pudieron comprobar los cambios",
};
