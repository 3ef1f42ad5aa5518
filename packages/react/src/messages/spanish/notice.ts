import type { RoomMessages } from "../message.ts";

export const notice: RoomMessages<"notice"> = {
  "notice.reload": "Recarga la página para ver el estado actual",
  "notice.reconnect": "Vuelve a conectar {service} para seguir sincronizando",
  "notice.access_ended": "{service} no nos da acceso.",
  "notice.nothing_lost": "No se ha perdido nada.",
  "notice.failed": "La última sincronización falló",
  "notice.schema": "{service} cambió la estructura de sus datos",
  "notice.schema_body":
    "La sincronización se detuvo para no mezclar nada. Contacta con soporte e indica la referencia del comprobante.",
  "notice.plan": "Amplía el plan para seguir sincronizando",
  "notice.partial": {
    one: "No se sincronizó {failed} de {total} {records}",
    other: "No se sincronizaron {failed} de {total} {records}",
  },
  "notice.held_back": { one: "{count} {records} sin sincronizar", other: "{count} {records} sin sincronizar" },
  "notice.held_back_body": {
    one: "Se apartó en una sincronización anterior. Reintenta para volver a leerlo todo.",
    other: "Se apartaron en una sincronización anterior. Reintenta para volver a leerlo todo.",
  },
  "notice.held_removals": {
    one: "{count} {records} ya no está en {service}",
    other: "{count} {records} ya no están en {service}",
  },
  "notice.held_removals_body": {
    one: "Se conserva aquí por si es un error. Confirma que se quite también aquí, o sincroniza de nuevo cuando haya vuelto.",
    other:
      "Se conservan aquí por si es un error. Confirma que se quiten también aquí, o sincroniza de nuevo cuando hayan vuelto.",
  },
  "notice.partial_some": "Hay {records} sin sincronizar",
  "notice.no_records": "No se leyó ningún registro",
  "notice.no_records_body": "{service} tiene {records}, pero no envió nada.",
  "notice.rest": { one: "El resto está al día.", other: "El resto ({count}) está al día." },
  "notice.none_synced": "No se pudo guardar nada.",
  "notice.slow_down": "{service} nos pidió ir más despacio",
  "notice.not_durable": "Al cerrar esta página no se conserva nada",
  "notice.not_durable_body":
    "Este navegador no nos da dónde guardar datos. En la próxima visita se leerá todo de nuevo.",
  "notice.overdue": "Última sincronización: {when}",
  "notice.remind": "Recordármelo más tarde",
  "notice.attempt": "Intento {n} de {max}",
  "notice.next_attempt": "Próximo intento: {time}",
};
