import type { Json, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { fieldsOf, isPlain, type Field } from "./fields.ts";
import type { Model, Operation } from "./operation.ts";
import { nounsOf, pathParameters, segmentsOf, withoutFormat } from "./path.ts";
import { flat, singular, wordsOf } from "./words.ts";

export interface KeyInput {
  readonly model: Model;
  readonly operation: Operation;
  /** Schema of the records. */
  readonly record: Json | undefined;
  /** Name of the array that the records are in. */
  readonly arrayName: string | undefined;
}

type Rule = (input: KeyInput, fields: readonly Field[]) => Answer<Field> | undefined;

/** From the surest to the weakest. */
const RULES: readonly Rule[] = [
  idRule,
  nounIdRule,
  itemPathRule,
  keyNameRule,
  uniqueTextRule,
  nounRule,
  keyLikeRule,
  wrappedRule,
  plainNameRule,
  itemTextRule,
];

/** The field that identifies a record. Empty where none does: then a record is identified by its content. */
export function inferPrimaryKey(input: KeyInput): Answer<readonly Pointer[]> {
  const fields = fieldsOf(input.model, input.record, 1).filter(isPlain);
  for (const rule of RULES) {
    const found = rule(input, fields);
    if (found !== undefined) return answer([found.value.pointer], found.confidence, found.evidence);
  }
  return answer([], 0.6, "no field of the record looks like a key");
}

function idRule(_input: KeyInput, fields: readonly Field[]): Answer<Field> | undefined {
  const id = fields.find((field) => /^(id|_id)$/i.test(field.name));
  return id === undefined ? undefined : answer(id, 0.97, `the record has ${id.pointer}`);
}

/** What the path of one record is made from: `GET /tags/{tag_name}` and a field `name`. */
function itemPathRule({ model, operation }: KeyInput, fields: readonly Field[]): Answer<Field> | undefined {
  const names = model.operations
    .filter((each) => isItemOf(each, operation))
    .map((each) => pathParameters(each.path).at(-1) ?? "");
  for (const name of new Set(names)) {
    const field =
      fields.find((each) => flat(each.name) === flat(name)) ?? bySuffix(fields, name, nounsOf(operation.path)[0] ?? "");
    if (field !== undefined)
      return answer(field, 0.93, `one record is read by {${name}}, and the record has ${field.pointer}`);
  }
  return undefined;
}

/** `/tags` and `/tags/{tag_id}`. */
function isItemOf(item: Operation, list: Operation): boolean {
  const base = withoutFormat(list.path).replace(/\/$/, "");
  const rest = item.path.startsWith(`${base}/`) ? segmentsOf(item.path.slice(base.length)) : [];
  return rest.length === 1 && /^\{[^}]*\}$/.test(rest[0] ?? "");
}

/** `{task_gid}` and `gid`; `{customFieldId}` and `fieldId`. */
function bySuffix(fields: readonly Field[], parameter: string, noun: string): Field | undefined {
  const words = wordsOf(parameter);
  const nouns = new Set(wordsOf(noun).map(singular));
  const shorter = fields.filter((field) => {
    const own = wordsOf(field.name);
    return own.length < words.length && own.every((word, index) => word === words.at(index - own.length));
  });
  return (
    shorter.find((field) =>
      words.slice(0, words.length - wordsOf(field.name).length).every((word) => nouns.has(singular(word))),
    ) ?? shorter[0]
  );
}

/** `envelopeId` of envelopes; `event_id` of events. */
function nounIdRule(input: KeyInput, fields: readonly Field[]): Answer<Field> | undefined {
  return byNoun(input, fields, ["id", "uuid", "uid", "guid"]);
}

/** `alias_name` of aliases, where nothing better is there. */
function nounRule(input: KeyInput, fields: readonly Field[]): Answer<Field> | undefined {
  return byNoun(input, fields, ["key", "code", "name", "number"]);
}

function byNoun(
  { operation, arrayName }: KeyInput,
  fields: readonly Field[],
  suffixes: readonly string[],
): Answer<Field> | undefined {
  const [noun = "", above = ""] = nounsOf(operation.path);
  // What was updated or deleted is named by the noun before: `/worklog/updated`.
  const nouns = [/(ed|active|recent)$/i.test(noun) ? above : noun, ...(arrayName === undefined ? [] : [arrayName])];
  for (const tail of nouns.flatMap(tails)) {
    const field = fields.find((each) => suffixes.some((suffix) => flat(each.name) === `${tail}${suffix}`));
    if (field !== undefined) return answer(field, 0.92, `${field.pointer} is named after the collection`);
  }
  return undefined;
}

/** `audit_log_events` -> auditlogevent, logevent, event. */
function tails(name: string): readonly string[] {
  const words = wordsOf(name);
  return words.map((_, index) => [...words.slice(index, -1), singular(words.at(-1) ?? "")].join(""));
}

/** A field whose text says that it identifies. */
function uniqueTextRule(_input: KeyInput, fields: readonly Field[]): Answer<Field> | undefined {
  const field = fields.find(({ shape }) =>
    /\b(uniquely identif|unique (id|identifier|key)\b)/i.test(shape.description),
  );
  return field === undefined
    ? undefined
    : answer(field, 0.85, `the text of ${field.pointer} says that it identifies the record`);
}

/** Names that only keys have. */
const KEYS = ["uuid", "guid", "gid", "uid", "ulid", "sid", "sha"];
/** Names that keys have, and other things too. */
const KEY_LIKE = ["objectid", "resourceid", "key", "slug", "arn", "urn"];

function keyNameRule(_input: KeyInput, fields: readonly Field[]): Answer<Field> | undefined {
  return byExactName(fields, KEYS);
}

function keyLikeRule(_input: KeyInput, fields: readonly Field[]): Answer<Field> | undefined {
  return byExactName(fields, KEY_LIKE);
}

function byExactName(fields: readonly Field[], names: readonly string[]): Answer<Field> | undefined {
  for (const name of names) {
    const field = fields.find((each) => flat(each.name) === name);
    if (field !== undefined) return answer(field, 0.9, `${field.pointer} is a name that keys have`);
  }
  return undefined;
}

/** Every element wraps the record in an object of the collection's own name: `{ customer: { id } }` of customers. */
function wrappedRule({ model, operation, record, arrayName }: KeyInput): Answer<Field> | undefined {
  const names = [nounsOf(operation.path)[0] ?? "", arrayName ?? ""].map((name) => flat(singular(name)));
  const inner = fieldsOf(model, record, 2).filter((field) => field.path.length === 2 && isPlain(field));
  const field = inner.find((each) => flat(each.name) === "id" && names.includes(flat(each.path[0] ?? "")));
  return field === undefined ? undefined : answer(field, 0.92, `the record is wrapped in /${field.path[0]}`);
}

const NAMES = ["ts", "number", "name", "code", "address", "username", "login", "email"];
/** Names of people, which tell people apart and nothing else. */
const PERSONAL = new Set(["username", "login", "email"]);
const PEOPLE = /(user|member|email|contact|person|people|subscriber|admin|agent|staff|customer|recipient)s?$/i;

/** A name, where the record has few fields or the field is required: definitions and the like are known by their names. */
function plainNameRule({ model, operation, record }: KeyInput, fields: readonly Field[]): Answer<Field> | undefined {
  const { required } = model.read(record);
  const people = PEOPLE.test(nounsOf(operation.path)[0] ?? "");
  for (const name of NAMES) {
    if (PERSONAL.has(name) && !people) continue;
    const field = fields.find((each) => flat(each.name) === name);
    if (field !== undefined && (required.has(field.name) || fields.length <= 25))
      return answer(field, 0.7, `no id; ${field.pointer} usually tells records apart`);
  }
  return undefined;
}

/** The only field that is mentioned where the parameter of one record is described. */
function itemTextRule({ model, operation }: KeyInput, fields: readonly Field[]): Answer<Field> | undefined {
  const item = model.operations.find((each) => isItemOf(each, operation));
  const words = new Set(wordsOf(item?.parameters.findLast((each) => each.place === "path")?.text ?? ""));
  const [field, ...more] = fields.filter((each) => words.has(each.name.toLowerCase()));
  if (field === undefined || more.length > 0) return undefined;
  return answer(field, 0.6, `one record is read by a parameter whose text mentions ${field.name}`);
}
