import type { RoomMessages } from "../message.ts";

export const health: RoomMessages<"health"> = {
  "health.title": "Salud",
  "health.loading": "Cargando la salud de la sincronización",
  "health.unreadable": "No pudimos cargar la salud de esta sincronización.",
  "health.too_few": "Aún no hay historial suficiente. Aparece aquí después de {count} sincronizaciones.",
  "health.rate": "Tasa de éxito",
  "health.rate_sentence": "Completas: {complete} de las últimas {total} sincronizaciones.",
  "health.freshness": "Antigüedad de los datos",
  "health.freshness_target": "Lo esperado, como máximo: {span}.",
  "health.freshness_plain": "Desde la última sincronización completa.",
  "health.to_fix": "Por corregir",
  "health.to_fix_sentence": { one: "Sin sincronizar: {records}.", other: "Sin sincronizar: {records}." },
  "health.recovery": "Tiempo de recuperación",
  "health.recovery_sentence": "De una sincronización fallida a la siguiente completa, en promedio.",
  "health.strip": "Las últimas {total} sincronizaciones, de la más antigua a la más reciente: {summary}",
  "health.table": "Mostrar como tabla",
  "health.finished": "Fin",
  "health.result": "Resultado",
  "health.complete": "Completa",
  "health.partial": "Con incidencias",
  "health.failed": "Fallida",
};
