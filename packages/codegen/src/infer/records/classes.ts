import type { Json, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import type { Field } from "../document/fields.ts";
import { once } from "../rules/once.ts";
import type { Model } from "../document/operation.ts";
import type { Keep } from "../rules/rule.ts";
import { term, termOf, termsOfFlat, type Term } from "../rules/term.ts";
import { singular, wordsOf } from "../words/words.ts";

/** What a field stands with. */
interface Surroundings {
  /** Names of the fields beside it, without case and separators. */
  readonly beside: readonly string[];
  /** Name of the object that holds it; for a field of the record itself that of the list. */
  readonly holder: string;
}

/** A name whose class may depend on what it stands with. */
interface ClassTerm extends Term {
  /** Whether it means what the class says, where the name means other things too. */
  readonly holds?: ((surroundings: Surroundings) => boolean) | undefined;
  /** True where a value is meant: an object of that name that holds none is something else, such as a comment's pin or a way to pay called Zip. */
  readonly isValue?: boolean | undefined;
}

const PCI = "PCI DSS 4.0, requirements 3.3 and 3.4";

const PRINTED = /^(cvc|cvv|csc|exp|expiry|expiration|(exp|expiry|expiration)(month|year|date))$/;

/** Names of fields that let somebody in. */
export const secretTerms: readonly ClassTerm[] = [
  term("password", /(password|passwd|passphrase)$/),
  term("secret", /secret$/),
  term("key", /^(\w*(private|api|signing|encryption|license)key)$/),
  term("token", /^(token|\w*(access|refresh|auth|session|api|bearer|id)token)$/),
  term("credentials", /^credentials?$/),
  {
    ...term("code of one time", /^(otp|pin|cvv|cvc|totpsecret|recoverycodes?|backupcodes?)$/, {
      rests: `${PCI}; RFC 6238, one-time passwords`,
    }),
    isValue: true,
  },
  term("number of a card", /^((credit|debit)?cardnumber|primaryaccountnumber|pan)$/, { rests: PCI }),
  {
    ...term("number beside what is printed on a card", /^number$/, { rests: PCI }),
    holds: ({ beside }) => beside.some((each) => PRINTED.test(each)),
  },
];

/** Names of fields that say something about a person. */
export const personalTerms: readonly ClassTerm[] = [
  term("email", /^emails?$|emailaddress$/),
  term("phone", /^(phones?|mobile|fax|telephone|cell)(number)?$|phonenumber$/),
  term("name of a person", /^(first|last|middle|given|family|maiden)name$|^(surname|username)$/),
  {
    ...term("name beside what only a person has", /^name$/),
    holds: (around) => isOfPerson(around) || isSentTo(around),
  },
  // Persons have these more often than things do.
  {
    ...term("name that is shown", /^(displayname|nickname)$/),
    holds: (around) => isOfPerson(around) || !isOfThing(around),
  },
  // What is bought or asked for has a price, a number and the full name of whoever did it.
  {
    ...term("name in full", /^fullname$/),
    holds: (around) => !isNamedInFull(around) || isSomebody(around),
  },
  term(
    "name of somebody else",
    /^(customer|contact|recipient|buyer|cardholder|(account)?holder|owner|author|creator|assignee|employee|sender|requester|subscriber|guest)(full)?name$/,
  ),
  { ...term("login", /^login$/), holds: ({ holder }) => isPerson(holder) },
  term("address", /^(address(line\d)?|street(address)?)$/),
  { ...term("postal code", /^(postcode|postalcode|zipcode|zip)$/), isValue: true },
  term("birth", /^(birthday|birthdate|birthyear|dob|dateofbirth|gender|sex|ethnicity|nationality|maritalstatus)$/),
  term(
    "number of a person",
    /^(ssn|socialsecuritynumber|taxid|passport(number)?|nationalid|driverslicen[cs]e(number)?)$/,
  ),
  term("account", /^(iban|accountnumber|routingnumber)$/),
  { ...term("place on the net", /^ip(v[46])?(address)?$/), holds: (around) => !isMachine(around) },
  term("place on the map", /^(latitude|longitude|lat|lng|geolocation)$/),
];

/**
 * Whose name it is: a person's, who alone has a birth and several names, who is called one by what holds it, or who has an e-mail address and what else
 * belongs to people. What things and companies have speaks against it.
 */
function isOfPerson(around: Surroundings): boolean {
  if (stands(around, OF_PERSONS)) return true;
  if (stands(around, OF_COMPANIES) && (!isPerson(around.holder) || MAY_BE_COMPANY.test(lastNoun(around.holder))))
    return false;
  // A customer may have a currency and a number too: a person's name that is not marked is worse than a thing's that is.
  if (isPerson(around.holder)) return true;
  return !isOfThing(around) && stands(around, /^email(address)?$/) && stands(around, OF_PEOPLE);
}

/** What is sent to an address is sent to somebody: `shipping` with a name, an address and a phone. */
function isSentTo(around: Surroundings): boolean {
  return !isOfThing(around) && wordsOf(around.holder).some((word) => SENT.test(word)) && stands(around, OF_ADDRESSES);
}

function isOfThing(around: Surroundings): boolean {
  return stands(around, OF_COMPANIES) || stands(around, OF_THINGS) || isThing(around.holder);
}

/** `devices`, `item_option`; a `team_membership` is somebody's. */
function isThing(holder: string): boolean {
  return THING.test(lastNoun(holder));
}

/** What has a full name of its own, as repositories do; that in an order or an application is somebody's. */
function isNamedInFull(around: Surroundings): boolean {
  return isThingItself(around.holder) || stands(around, OF_REPOSITORIES);
}

function isThingItself(holder: string): boolean {
  return isThing(holder) && !MADE_OUT.test(lastNoun(holder));
}

/** Things have neither a birth nor a phone. */
function isSomebody(around: Surroundings): boolean {
  return stands(around, OF_PERSONS) || stands(around, REACHES);
}

function isMachine(around: Surroundings): boolean {
  return MACHINE.test(lastNoun(around.holder)) && !isSomebody(around);
}

function stands({ beside }: Surroundings, names: RegExp): boolean {
  return beside.some((each) => names.test(each));
}

/** `users`, `account_owner`, `approved_by`; `hobby` ends like one and is none. */
function isPerson(holder: string): boolean {
  const words = wordsOf(holder);
  return (
    PERSON.test(lastNoun(holder)) || (words.length > 1 && words.at(-1) === "by") || DONE_BY.test(words.at(-1) ?? "")
  );
}

function lastNoun(name: string): string {
  return singular(wordsOf(name).at(-1) ?? "");
}

const OF_COMPANIES = /^(legalname|industry|(numberof)?employees|website\w*|domain(name)?)$/;
const OF_THINGS =
  /^(number|order(number|status)|(sub)?total\w*|vat(id|number)?|tax(id|number)|currency|price|amount|unitamount|sku)$/;
const OF_PERSONS = /^((first|last|middle|given|family|maiden)name|surname|birthday|birthdate|dob|dateofbirth|gender)$/;
const OF_PEOPLE =
  /^(phone|phonenumber|mobile|role|jobtitle|timezone|locale|language|login|username|userid|accountid|lastlogin\w*)$/;
const OF_REPOSITORIES = /^((clone|ssh|git|forks)url|defaultbranch)$/;
/** How somebody is reached. */
const REACHES = /^(email(address)?|phone(number)?|mobile(number)?|telephone)$/;
const SENT = /^(shipping|billing|delivery|mailing)$/;
const OF_ADDRESSES = /^(address|(address)?line1|phone(number)?)$/;
const PERSON =
  /^(user|owner|author|actor|creator|assignee|reporter|customer|contact|person|people|member|requester|recipient|employee|admin|administrator|guest|player|patient|student|teacher|driver|candidate|applicant|attendee|participant|subscriber|manager|profile|sender|payer|traveler|passenger|worker|staff|lead|client|friend|follower)$/;
const MAY_BE_COMPANY = /^(customer|client|lead|payer)$/;
const DONE_BY =
  /^(created|updated|modified|edited|changed|approved|rejected|deleted|archived|closed|opened|assigned|submitted|requested|sent|reviewed|invited|uploaded|added|owned|posted)by$/;
const THING =
  /^(price|plan|product|item|store|shop|vendor|supplier|company|organi[sz]ation|merchant|business|brand|branch|location|site|team|group|role|permission|project|repo|repository|org|workspace|channel|device|machine|app|application|file|folder|template|type|category|tag|label|status|field|property|column|table|model|policy|rule|service|resource|order|invoice|job|option|definition|integration)$/;
/** What is made out to somebody, or may be somebody. */
const MADE_OUT = /^(order|invoice|job|application|policy|service|resource|vendor|supplier|merchant)$/;

/** What has an address on the net of its own; a host, a proxy and an observer may be somebody. */
const MACHINE =
  /^(instance|cluster|database|network|subnet|firewall|vm|pool|interface|router|gateway|droplet|(web|app|db|file|name|mail|game)?server|\w*(balancer|node))$/;
/** Objects that only hold together what belongs to the record. */
const CONTAINER = /^(profile|attributes|properties|fields|data|details|info)$/;
const LINKS = /^_?links$/;
/** What an object says that is about something, and not the thing itself: when, by whom, in which state. */
const ABOUT = /^(at|by|on|date|time|state|status|type|kind|id|enabled|required|usage|method)$/;

/**
 * Who or what a field belongs to: the object that holds it, or, where that only holds things together, what holds the object. An order's details, and those
 * with an e-mail address, are more likely somebody's.
 */
function holderOf({ path }: Field, noun: string, beside: readonly string[]): string {
  const holder = path.at(-2) ?? noun;
  if (isSomebody({ beside, holder })) return holder;
  if (CONTAINER.test(holder)) return isPerson(noun) || isThingItself(noun) ? noun : holder;
  return holder.replace(/_data$/, "");
}

function isOnlyObject({ shape: { types } }: Field): boolean {
  return types.has("object") && !types.has("string") && !types.has("integer") && !types.has("number");
}

/** An object that tells its members, none of which is a value: a comment's `pin` holds when and by whom. */
function holdsNoValue(field: Field): boolean {
  const { parts, fields } = field.shape;
  if (!isOnlyObject(field) || !parts.some((part) => "properties" in part)) return false;
  return [...fields.keys()].every((name) => ABOUT.test(wordsOf(name).at(-1) ?? ""));
}

/** The place of a link that changes a password, `_links/resetPassword/href`, lets nobody in. */
function isLink({ path, shape }: Field): boolean {
  return LINKS.test(path.at(-2) ?? "") && shape.fields.has("href");
}

/** The data class that a field's name speaks of. */
function classOf(keep: Keep, field: Field, surroundings: () => Surroundings): "pii" | "secret" | undefined {
  const { name, flat: written } = field;
  const isSaid = ({ holds, isValue = false }: ClassTerm): boolean =>
    !(isValue && holdsNoValue(field)) && (holds === undefined || holds(surroundings()));
  if (!isLink(field) && termsOfFlat(keep(secretTerms), written).some(isSaid)) return "secret";
  if (termsOfFlat(keep(personalTerms), written).some(isSaid)) return "pii";
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (/^(email|phone|address|birthday|mobile|iban|ssn)$/.test(last) && termOf(keep(personalTerms), last) !== undefined)
    return "pii";
  const about = words.some((word) => /^(count|template|id|verified|enabled|type|status|opt|subject)$/.test(word));
  return words.includes("email") && !about ? "pii" : undefined;
}

/** Data class per field of a record, by name, two levels deep. `noun`: what the list calls its records. */
export function inferClasses(
  model: Model,
  record: Json | undefined,
  noun: string,
): Answer<Readonly<Partial<Record<Pointer, "pii" | "secret">>>> {
  const found: Partial<Record<Pointer, "pii" | "secret">> = {};
  const fields = model.fields(record, 2);
  const named = once(() => namesByHolder(fields));
  for (const field of fields) {
    const surroundings = (): Surroundings => {
      const beside = named().get(holderPointer(field)) ?? [];
      return { beside, holder: holderOf(field, noun, beside) };
    };
    const name = field.shape.format === "password" ? "secret" : classOf(model.keep, field, surroundings);
    if (name !== undefined && !field.shape.types.has("boolean")) found[field.pointer] = name;
  }
  return answer(found, 0.8, "by the names of the fields");
}

/** Names of fields that stand together, by the pointer of what holds them. */
function namesByHolder(fields: readonly Field[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const field of fields) {
    const holder = holderPointer(field);
    const known = names.get(holder);
    if (known === undefined) names.set(holder, [field.flat]);
    else known.push(field.flat);
  }
  return names;
}

function holderPointer({ pointer }: Field): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}
