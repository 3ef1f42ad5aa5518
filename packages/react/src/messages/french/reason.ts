import type { RoomMessages } from "../message.ts";

export const reason: RoomMessages<"reason"> = {
  "reason.not_a_record": "{service} a envoyé quelque chose qui n’est pas un enregistrement.",
  "reason.missing_key": "{service} a envoyé l’enregistrement sans son identifiant.",
  "reason.invalid_key": "{service} a envoyé l’enregistrement avec un identifiant que nous ne pouvons pas lire.",
  "reason.missing_cursor": "{service} a envoyé l’enregistrement sans la date de sa dernière modification.",
  "reason.validation": "L’enregistrement n’a pas la forme attendue.",
  "reason.mapping": "L’enregistrement n’a pas pu être converti dans notre format.",
  "reason.too_large": "L’enregistrement est plus grand que ce que nous pouvons stocker.",
  "reason.validation_field": "Le champ « {field} » n’a pas la forme attendue.",
};
