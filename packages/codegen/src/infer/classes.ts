import type { Json, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { fieldsOf } from "./fields.ts";
import type { Model } from "./operation.ts";
import { flat, wordsOf } from "./words.ts";

const SECRET =
  /^(password|passwd|secret|privatekey|apikey|accesstoken|refreshtoken|clientsecret|token|signingkey|signingsecret|credentials?|encryptionkey|webhooksecret|otp|pin|cvv|cvc|authtoken|sessiontoken|apitoken)$/;
const SECRET_END = /(password|secret|apikey|privatekey|accesstoken|refreshtoken)$/;
const PERSONAL = new Set([
  "email",
  "emails",
  "phone",
  "phones",
  "mobile",
  "fax",
  "firstname",
  "lastname",
  "middlename",
  "fullname",
  "surname",
  "givenname",
  "familyname",
  "address",
  "street",
  "postcode",
  "postalcode",
  "zipcode",
  "zip",
  "birthday",
  "birthdate",
  "dob",
  "ssn",
  "taxid",
  "passport",
  "iban",
  "ipaddress",
  "ip",
  "latitude",
  "longitude",
  "gender",
  "username",
  "displayname",
  "addressline1",
  "addressline2",
  "dateofbirth",
]);

/** The data class that a field's name speaks of. */
export function classOf(name: string): "pii" | "secret" | undefined {
  const own = flat(name);
  if (SECRET.test(own) || SECRET_END.test(own)) return "secret";
  if (PERSONAL.has(own)) return "pii";
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  return ["email", "phone", "address", "birthday"].includes(last) ||
    (words.includes("email") &&
      !words.some((word) => /^(count|template|id|verified|enabled|type|status|opt)$/.test(word)))
    ? "pii"
    : undefined;
}

/** Data class per field of a record, by name, two levels deep. */
export function inferClasses(
  model: Model,
  record: Json | undefined,
): Answer<Readonly<Partial<Record<Pointer, "pii" | "secret">>>> {
  const found: Partial<Record<Pointer, "pii" | "secret">> = {};
  for (const field of fieldsOf(model, record, 2)) {
    const name = classOf(field.name);
    if (name !== undefined && !field.shape.types.has("boolean")) found[field.pointer] = name;
  }
  return answer(found, 0.8, "by the names of the fields");
}
