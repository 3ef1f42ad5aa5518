import type { Json } from "@waybill/sync/connector";
import { asText, copied, isObject, pointerTo, read, write } from "../document/pointer.ts";
import { alternatives } from "../document/schema.ts";
import { hash } from "../random.ts";
import type { Blueprint } from "./blueprint.ts";
import { conform } from "./conform.ts";
import { makeRecord, markDeleted, stampInstants, type FactoryOptions } from "./factory.ts";
import { beginRecord } from "./making.ts";
import type { Order } from "./order.ts";
import type { Instants } from "./timeline.ts";

/** Values of the record's primary key, in order; missing ones are null. */
export const keyOf = (plan: Blueprint, record: Json): readonly Json[] =>
  plan.contract.primaryKey.map((pointer) => read(record, pointer) ?? null);

/** A new record: what was sent over a generated one. A key that was sent stays when `isFree`, else the vendor's own is given. */
export function createdRecord(
  plan: Blueprint,
  options: { order: Order; fields: Json; isFree: (key: readonly Json[]) => boolean; factory: FactoryOptions },
): Json {
  const { order, fields, isFree, factory } = options;
  const record = makeRecord(plan, order, factory);
  const own = plan.keys.map(({ pointer }) => [pointer, read(record, pointer) ?? null] as const);
  overlay(record, fields, (place) => alternatives(factory.reader.at(plan.item, place) ?? {}).length > 0);
  if (!isFree(keyOf(plan, record))) for (const [pointer, value] of own) write(record, pointer, value);
  stampInstants(plan, record, order.instants, factory.reader);
  return asItem(plan, record, order.instants, factory);
}

/** The record with `fields` merged in (RFC 7396, nested objects too). Its key and its cursor field are the vendor's to write. */
export function updatedRecord(
  plan: Blueprint,
  options: { record: Json; fields: Json; instants: Instants; factory: FactoryOptions },
): Json {
  const record = copied(options.record);
  const key = keyOf(plan, options.record);
  overlay(record, options.fields);
  for (const [index, pointer] of plan.contract.primaryKey.entries()) write(record, pointer, key[index] ?? null);
  const version = plan.contract.concurrency?.version;
  if (version?.startsWith("/") === true) write(record, version, nextVersion(read(options.record, version)));
  stampInstants(plan, record, options.instants, options.factory.reader);
  return asItem(plan, record, options.instants, options.factory);
}

const nextVersion = (version: Json | undefined): Json =>
  typeof version === "number" ? version + 1 : hash("version", asText(version)).toString(36);

/** What a client sent may lack what the vendor adds, and hold what it keeps to itself. */
function asItem(plan: Blueprint, record: Json, instants: Instants, { words, seed, reader }: FactoryOptions): Json {
  const { name } = plan.contract;
  const making = beginRecord({
    words,
    seed: hash(seed, name, JSON.stringify(keyOf(plan, record))),
    instants,
    stream: name,
  });
  return conform(record, plan.item, { reader, making, misfits: "keep" });
}

/** The record with the vendor's mark of deletion. */
export function deletedRecord(
  plan: Blueprint,
  options: { record: Json; instants: Instants; factory: FactoryOptions },
): Json {
  const record = copied(options.record);
  stampInstants(plan, record, options.instants, options.factory.reader);
  markDeleted(plan, record, { deleted: true, instants: options.instants }, options.factory.reader);
  return record;
}

/** `replaces`: an object at this place is one of several kinds, and what was sent says which: nothing of another kind stays beside it. */
function overlay(target: Json, fields: Json, replaces: (place: string) => boolean = () => false, at = ""): void {
  if (!isObject(fields)) return;
  for (const [name, value] of Object.entries(fields)) {
    const place = pointerTo([name]);
    const present = read(target, place);
    if (isObject(value) && isObject(present) && !replaces(at + place)) overlay(present, value, replaces, at + place);
    else write(target, place, copied(value));
  }
}
