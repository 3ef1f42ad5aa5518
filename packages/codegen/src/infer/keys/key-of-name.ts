import { answer, type Answer } from "../rules/answer.ts";
import type { Field } from "../document/fields.ts";
import type { KeyRule } from "./key-rule.ts";
import { nounsOf } from "../document/path.ts";

export const idRule: KeyRule = {
  name: "id",
  find: (_input, fields) => {
    const id = fields.find((field) => /^_?id$/i.test(field.name)) ?? fields.find((field) => field.name === "@id");
    return id && answer([id], 0.97, `the record has ${id.pointer}`);
  },
};

/** Names that only keys have. */
const KEYS = ["uuid", "guid", "gid", "uid", "ulid", "sid", "sha"];
/** Names that keys have, and other things too. */
const KEY_LIKE = ["objectid", "resourceid", "key", "slug", "arn", "urn"];

export const keyNameRule: KeyRule = {
  name: "names of keys",
  find: (_input, fields) => byExactName(fields, KEYS),
};

export const keyLikeRule: KeyRule = {
  name: "names that keys have too",
  find: (_input, fields) => byExactName(fields, KEY_LIKE),
};

function byExactName(fields: readonly Field[], names: readonly string[]): Answer<readonly Field[]> | undefined {
  for (const name of names) {
    const field = fields.find((each) => each.flat === name);
    if (field !== undefined) return answer([field], 0.9, `${field.pointer} is a name that keys have`);
  }
  return undefined;
}

/** A field whose text says that it identifies. */
export const uniqueTextRule: KeyRule = {
  name: "said to be unique",
  find: (_input, fields) => {
    const field = fields.find(({ shape }) =>
      /\b(uniquely identif|unique (id|identifier|key)\b)/i.test(shape.description),
    );
    return field && answer([field], 0.85, `the text of ${field.pointer} says that it identifies the record`);
  },
};

const NAMES = ["ts", "number", "code", "name", "address", "username", "login", "email"];
/** Names of people, which tell people apart and nothing else. */
const PERSONAL = new Set(["username", "login", "email"]);
const PEOPLE = /(user|member|email|contact|person|people|subscriber|admin|agent|staff|customer|recipient)s?$/i;

/** A name, where the record has few fields or the field is required: definitions and the like are known by their names. */
export const plainNameRule: KeyRule = {
  name: "plain name",
  find: ({ model, operation, record }, fields) => {
    const { required } = model.read(record);
    const people = PEOPLE.test(nounsOf(model.keep, operation.path)[0] ?? "");
    for (const name of NAMES) {
      if (PERSONAL.has(name) && !people) continue;
      const field = fields.find((each) => each.flat === name);
      if (field !== undefined && (required.has(field.name) || fields.length <= 25))
        return answer([field], 0.7, `no id; ${field.pointer} usually tells records apart`);
    }
    return undefined;
  },
};
