import type { Field } from "../document/fields.ts";
import type { Model, Operation } from "../document/operation.ts";
import type { ListedStream } from "./parent-rule.ts";

/**
 * The fields of one record, as an operation answers with it, where they are those of a list's records, which are often fewer. What is not the record
 * itself may hold it.
 */
export function fieldsOfListed(
  { fields }: Model,
  item: Operation,
  { record, primaryKey }: Pick<ListedStream, "record" | "primaryKey">,
): readonly Field[] | undefined {
  const listed = fields(record, 1).map(({ name }) => name);
  if (listed.length < 2) return undefined;
  const own = fields(item.answer, 1);
  if (covers(own, listed)) return own;
  if (own.some(({ pointer }) => primaryKey.includes(pointer))) return undefined;
  return groupsIn(fields(item.answer, 2)).find((each) => covers(each, listed));
}

/** The fields inside each object of a record. */
function groupsIn(fields: readonly Field[]): readonly (readonly Field[])[] {
  const groups = new Map<string, Field[]>();
  for (const field of fields) {
    const [holder = "", ...inner] = field.path;
    if (inner.length === 0) groups.set(holder, []);
    else groups.get(holder)?.push(field);
  }
  return [...groups.values()];
}

function covers(fields: readonly Field[], listed: readonly string[]): boolean {
  const names = new Set(fields.map(({ name }) => name));
  return listed.filter((name) => names.has(name)).length >= listed.length * 0.9;
}
