import type { Json, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import type { Field } from "./fields.ts";
import type { Model } from "./operation.ts";
import type { Keep } from "./rule.ts";
import { term, termOf, termOfFlat, type Term } from "./term.ts";
import { wordsOf } from "./words.ts";

/** A name of what lets somebody in, or pays. */
interface SecretTerm extends Term {
  /** What one of the names beside it has to be, where the name means other things too. */
  readonly beside?: RegExp | undefined;
}

const PCI = "PCI DSS 4.0, requirements 3.3 and 3.4";

/** Names of fields that let somebody in. */
export const secretTerms: readonly SecretTerm[] = [
  term("password", /(password|passwd|passphrase)$/),
  term("secret", /secret$/),
  term("key", /^(\w*(private|api|signing|encryption|license)key)$/),
  term("token", /^(token|\w*(access|refresh|auth|session|api|bearer|id)token)$/),
  term("credentials", /^credentials?$/),
  term("code of one time", /^(otp|pin|cvv|cvc|totpsecret|recoverycodes?|backupcodes?)$/),
  term("number of a card", /^((credit|debit)?cardnumber|primaryaccountnumber|pan)$/, { rests: PCI }),
  {
    ...term("number beside what is printed on a card", /^number$/, { rests: PCI }),
    beside: /^(cvc|cvv|csc|exp|expiry|expiration|(exp|expiry|expiration)(month|year|date))$/,
  },
];

/** Names of fields that say something about a person. */
export const personalTerms: readonly Term[] = [
  term("email", /^emails?$|emailaddress$/),
  term("phone", /^(phones?|mobile|fax|telephone|cell)(number)?$|phonenumber$/),
  term(
    "name of a person",
    /^(first|last|middle|full|given|family|maiden)name$|^(surname|username|displayname|nickname)$/,
  ),
  term("address", /^(address(line\d)?|street(address)?|postcode|postalcode|zipcode|zip)$/),
  term("birth", /^(birthday|birthdate|birthyear|dob|dateofbirth|gender|sex|ethnicity|nationality|maritalstatus)$/),
  term(
    "number of a person",
    /^(ssn|socialsecuritynumber|taxid|passport(number)?|nationalid|driverslicen[cs]e(number)?)$/,
  ),
  term("account", /^(iban|accountnumber|routingnumber)$/),
  term("place", /^(ip|ipaddress|ipv[46]|latitude|longitude|lat|lng|geolocation)$/),
];

/** The data class that a field's name speaks of. `beside`: the fields that stand with it. */
function classOf(
  keep: Keep,
  { name, flat: written }: Field,
  beside: () => readonly Field[],
): "pii" | "secret" | undefined {
  const holds = ({ beside: wanted }: SecretTerm): boolean =>
    wanted === undefined || beside().some((each) => wanted.test(each.flat));
  if (keep(secretTerms).some((each) => each.flat.test(written) && holds(each))) return "secret";
  if (termOfFlat(keep(personalTerms), written) !== undefined) return "pii";
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (/^(email|phone|address|birthday|mobile|iban|ssn)$/.test(last) && termOf(keep(personalTerms), last) !== undefined)
    return "pii";
  const about = words.some((word) => /^(count|template|id|verified|enabled|type|status|opt|subject)$/.test(word));
  return words.includes("email") && !about ? "pii" : undefined;
}

/** Data class per field of a record, by name, two levels deep. */
export function inferClasses(
  model: Model,
  record: Json | undefined,
): Answer<Readonly<Partial<Record<Pointer, "pii" | "secret">>>> {
  const found: Partial<Record<Pointer, "pii" | "secret">> = {};
  const fields = model.fields(record, 2);
  for (const field of fields) {
    const beside = (): readonly Field[] => fields.filter((other) => standTogether(field, other));
    const name = field.shape.format === "password" ? "secret" : classOf(model.keep, field, beside);
    if (name !== undefined && !field.shape.types.has("boolean")) found[field.pointer] = name;
  }
  return answer(found, 0.8, "by the names of the fields");
}

function standTogether(one: Field, other: Field): boolean {
  const holder = one.pointer.slice(0, one.pointer.lastIndexOf("/"));
  return other.pointer.slice(0, other.pointer.lastIndexOf("/")) === holder;
}
