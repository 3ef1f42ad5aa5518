import type { Json } from "@waybill/sync/connector";
import { isObject, write } from "../document/pointer.ts";

const tries = 8;

/** A record that no earlier one equals: where a vendor gives no key, the content is the identity. */
export function distinctRecord(make: (salt: number) => Json, n: number, contents: Set<string>): Json {
  for (let salt = 0; salt < tries; salt++) {
    const made = make(salt);
    if (isRich(made) && isNew(made, contents)) return made;
  }
  const marked = mark(make(0), n);
  isNew(marked, contents);
  return marked;
}

/** With few members two parents' children could be equal: those are always marked. */
const isRich = (made: Json): boolean => !isObject(made) || Object.keys(made).length > 3;

function isNew(made: Json, contents: Set<string>): boolean {
  const text = JSON.stringify(made);
  if (contents.has(text)) return false;
  contents.add(text);
  return true;
}

/** Writes the record's number where the schema leaves least to vary: into its first text, else into its first number, else beside them. */
function mark(made: Json, n: number): Json {
  if (!isObject(made)) return typeof made === "string" ? `${made} ${n}` : n;
  const members = Object.entries(made);
  const [name, value] = members.find(([, member]) => typeof member === "string") ??
    members.find(([, member]) => typeof member === "number") ?? ["number", 0];
  write(made, `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, typeof value === "string" ? `${value} ${n}` : n);
  return made;
}
