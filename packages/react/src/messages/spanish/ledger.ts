import type { RoomMessages } from "../message.ts";

export const ledger: RoomMessages<"ledger"> = {
  "ledger.loading": "Cargando la comparación",
  "ledger.unreadable": "No pudimos cargar la comparación.",
  "ledger.never": "Los dos lados aún no se han comparado.",
  "ledger.title": "Comparación de ambos lados",
  "ledger.stream": "Registros",
  "ledger.here": "Aquí",
  "ledger.there": "En {service}",
  "ledger.difference": "Diferencia",
  "ledger.none": "Ninguna",
  "ledger.missing_here": "Faltan aquí: {count}",
  "ledger.missing_there": "Faltan en {service}: {count}",
  "ledger.differ": { one: "{count} difiere", other: "{count} difieren" },
  "ledger.agree": { one: "Todo coincide: {count} {records}.", other: "Todo coincide: {count} {records}." },
  "ledger.disagree": { one: "No coincide {count} {records}.", other: "No coinciden {count} {records}." },
  "ledger.compared": "Última comparación: {when}.",
  "ledger.old": "Esta comparación es demasiado antigua para fiarse de ella.",
  "ledger.comparing": "Comparando…",
  "ledger.failed": "La última comparación no terminó. Esta es la anterior.",
  "ledger.compare": "Comparar ahora",
};
