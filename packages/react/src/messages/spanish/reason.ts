import type { RoomMessages } from "../message.ts";

export const reason: RoomMessages<"reason"> = {
  "reason.not_a_record": "{service} envió algo que no es un registro.",
  "reason.missing_key": "{service} envió el registro sin su identificador.",
  "reason.invalid_key": "{service} envió el registro con un identificador que no podemos leer.",
  "reason.missing_cursor": "{service} envió el registro sin la fecha de su último cambio.",
  "reason.validation": "El registro no tiene la forma que esperamos.",
  "reason.mapping": "El registro no se pudo convertir a nuestro formato.",
  "reason.too_large": "El registro es más grande de lo que podemos guardar.",
  "reason.validation_field": "El campo «{field}» no tiene la forma que esperamos.",
};
