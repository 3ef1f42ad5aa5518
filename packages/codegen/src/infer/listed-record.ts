import type { Field } from "./fields.ts";
import type { Model, Operation } from "./operation.ts";
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
  const isRecord = own.some(({ pointer }) => primaryKey.includes(pointer));
  const inner = isRecord ? [] : fields(item.answer, 2).filter(({ path }) => path.length === 2);
  const held = own.map(({ name }) => inner.filter(({ path }) => path[0] === name));
  return [own, ...held].find((each) => covers(each, listed));
}

function covers(fields: readonly Field[], listed: readonly string[]): boolean {
  const names = new Set(fields.map(({ name }) => name));
  return listed.filter((name) => names.has(name)).length >= listed.length * 0.9;
}
