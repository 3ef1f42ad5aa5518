import type { Incremental, Json } from "@waybill/sync/connector";
import { fits } from "../document/fits.ts";
import { isObject, read, remove, write } from "../document/pointer.ts";
import { arrayOf, isNullable, typesOf, type Schema, type SchemaReader } from "../document/schema.ts";
import { hash } from "../random.ts";
import type { Blueprint, Key } from "./blueprint.ts";
import { numericFormat, writeInstant } from "./instants.ts";
import { keyMaker } from "./keys.ts";
import { beginRecord } from "./making.ts";
import { openPath } from "./open-path.ts";
import type { Order } from "./order.ts";
import type { Relations } from "./relations.ts";
import type { Instants } from "./timeline.ts";
import { valueFor } from "./value.ts";
import type { Words } from "./words.ts";

export interface FactoryOptions {
  readonly seed: number;
  readonly reader: SchemaReader;
  readonly words: Words;
  readonly relations: Relations;
}

/** Makes record `n` of a stream: the same one whenever it is asked. */
export function makeRecord(plan: Blueprint, order: Order, options: FactoryOptions): Json {
  const { contract, item } = plan;
  const seed = hash(options.seed, contract.name, order.n, 0);
  const making = beginRecord({ words: options.words, seed, instants: order.instants, stream: contract.name });
  const made = valueFor(item, { reader: options.reader, making, fullness: "rich" });
  if (!isObject(made) && contract.primaryKey.length === 0) return scalar(plan, order, { made, ...options });
  const record = isObject(made) ? made : {};
  options.relations.connect(plan, record, order);
  const around = { schema: item, reader: options.reader, making };
  for (const { pointer, maker } of plan.keys) {
    openPath(record, pointer, around);
    write(record, pointer, maker.at(order.n));
  }
  openPath(record, contract.incremental?.cursorField ?? "", around);
  plan.identity?.(record, order.n, making);
  stampInstants(plan, record, order.instants, options.reader);
  markDeleted(plan, record, order, options.reader);
  return record;
}

/** Writes the record's cursor field as declared, unless it is a key. Called again whenever the record changes. */
export function stampInstants(plan: Blueprint, record: Json, instants: Instants, reader: SchemaReader): void {
  const { incremental } = plan.contract;
  if (incremental === undefined || keyAt(plan, incremental.cursorField) !== undefined) return;
  write(record, incremental.cursorField, instantValue(plan, incremental, { instants, reader }));
}

/** What the cursor field of a generated record says, told without making the record. */
export function cursorValue(
  plan: Blueprint,
  { n, instants }: Pick<Order, "n" | "instants">,
  reader: SchemaReader,
): Json {
  const { incremental } = plan.contract;
  if (incremental === undefined) return null;
  return keyAt(plan, incremental.cursorField)?.maker.at(n) ?? instantValue(plan, incremental, { instants, reader });
}

const keyAt = ({ keys }: Blueprint, pointer: string): Key | undefined => keys.find((key) => key.pointer === pointer);

function instantValue(
  plan: Blueprint,
  incremental: Incremental,
  { instants, reader }: { instants: Instants; reader: SchemaReader },
): Json {
  const schema = reader.at(plan.item, incremental.cursorField);
  const types = schema === undefined ? [] : typesOf(schema);
  const numeric = types.includes("integer") || types.includes("number");
  const format = numeric ? numericFormat(incremental.format) : (textFormat(schema) ?? incremental.format);
  const text = types.includes("string") && !numeric;
  return writeInstant(cursorInstant(plan, instants), format, incremental.granularityMs, text);
}

/** Nor is a field that is declared a date a number. */
function textFormat(schema: Schema | undefined): Incremental["format"] | undefined {
  const format = schema?.["format"];
  return format === "date" || format === "date-time" ? format : undefined;
}

/** The instant that the cursor field of this stream means. */
export function cursorInstant(plan: Blueprint, instants: Instants): number {
  switch (plan.contract.incremental?.kind) {
    case "updated":
      return instants.updated;
    case "event-time":
      return instants.event;
    case "created":
    case undefined:
      return instants.created;
  }
}

/** Makes the record say that it is deleted, or that it is not, in the vendor's way. */
export function markDeleted(
  plan: Blueprint,
  record: Json,
  order: Pick<Order, "deleted" | "instants">,
  reader: SchemaReader,
): void {
  const { deletes } = plan.contract;
  if (deletes === undefined) return;
  const schema = reader.at(plan.item, deletes.field) ?? {};
  if (order.deleted) {
    const value =
      deletes.values?.[0] ??
      (typesOf(schema).includes("string") ? writeInstant(order.instants.updated, "date-time", 1000) : true);
    return write(record, deletes.field, value);
  }
  const present = read(record, deletes.field);
  if (deletes.values !== undefined) {
    if (deletes.values.some((value) => value === present))
      write(record, deletes.field, other(arrayOf(schema["enum"]), deletes.values));
    return;
  }
  if (typesOf(schema).includes("boolean")) return write(record, deletes.field, false);
  if (isNullable(schema, reader)) return write(record, deletes.field, null);
  remove(record, deletes.field);
}

function other(choices: readonly Json[], deleted: readonly Json[]): Json {
  const alive = choices.find((choice) => choice !== null && !deleted.includes(choice));
  if (alive !== undefined) return alive;
  return typeof deleted[0] === "boolean" ? !deleted[0] : "active";
}

/** A list of plain values: there is no field to write a key to, so the value itself is made another one. */
function scalar(
  plan: Blueprint,
  { n }: Pick<Order, "n">,
  { made, seed, reader }: { made: Json; seed: number; reader: SchemaReader },
): Json {
  const next = typeof made === "string" ? `${made} ${n + 1}` : typeof made === "number" ? n + 1 : made;
  if (fits(next, plan.item, reader)) return next;
  const { name } = plan.contract;
  const key = keyMaker({ schema: plan.item, seed, name, prefix: name.slice(0, 3), step: 1 }).at(n);
  return fits(key, plan.item, reader) ? key : made;
}
