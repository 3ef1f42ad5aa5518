import type { RoomMessages } from "../message.ts";

export const progress: RoomMessages<"progress"> = {
  "progress.of": "{done} de {total}",
  "progress.of_about": "{done} de aproximadamente {total}",
  "progress.so_far": "{done} hasta ahora",
  "progress.of_records": "{done} de {total} {records}",
  "progress.of_about_records": "{done} de aproximadamente {total} {records}",
  "progress.so_far_records": "{done} {records} hasta ahora",
  "progress.title": "Sincronizando {records}",
  "progress.leave": "Puedes salir de esta página. Seguiremos sincronizando.",
  "progress.close": "Puedes cerrar esta página. La sincronización sigue desde aquí cuando vuelvas.",
  "progress.stay": "Mantén esta página abierta hasta que termine la sincronización.",
  "progress.left": {
    one: "Queda aproximadamente {minutes} minuto",
    other: "Quedan aproximadamente {minutes} minutos",
  },
};
