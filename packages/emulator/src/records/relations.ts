import type { Json } from "@waybill/sync/connector";
import { fits } from "../document/fits.ts";
import { copied, isObject, pointerTo, write } from "../document/pointer.ts";
import type { SchemaReader } from "../document/schema.ts";
import { hash } from "../random.ts";
import type { Blueprint } from "./blueprint.ts";
import { referredBy, singular } from "./names.ts";
import type { Order } from "./order.ts";

/** Keeps foreign keys true: a deal's `contact_id` is the key of a contact that exists. */
export interface Relations {
  /** Points the foreign keys of the record, and of the objects directly in it, at records of the streams they name; a child's at its own parent. */
  connect(plan: Blueprint, record: Json, order: Pick<Order, "n" | "parent">): void;
}

export function relations(
  plans: ReadonlyMap<string, Blueprint>,
  { seed, reader }: { seed: number; reader: SchemaReader },
): Relations {
  const byName = new Map<string, Blueprint>();
  for (const plan of plans.values()) {
    const name = singular(plan.contract.name);
    const referable = plan.contract.primaryKey.length === 1 && plan.contract.parent === undefined && plan.count > 0;
    if (referable && !byName.has(name)) byName.set(name, plan);
  }

  const keyFor = (
    target: Blueprint,
    from: Blueprint,
    { field, order }: { field: string; order: Pick<Order, "n" | "parent"> },
  ): Json | undefined => {
    if (target.contract.name === from.contract.parent?.stream) return Object.values(order.parent ?? {})[0];
    const n = target.tombstones.living(hash(seed, from.contract.name, field, order.n) % target.count);
    return target.keys.find(({ pointer }) => pointer === target.contract.primaryKey[0])?.maker.at(n);
  };

  /** Where the document does not allow the key the field means something else, and stays. */
  const point = (record: Json, { path, value, key, plan }: Reference): void => {
    const schema = reader.at(plan.item, path);
    const reference = typeof value === "object" ? copied(value) : key.value;
    if (typeof value === "object") write(reference, key.pointer, key.value);
    if (schema !== undefined && Object.keys(schema).length > 0 && fits(reference, schema, reader))
      write(record, path, reference);
  };

  const meant = new Map<string, Meaning>();
  const meaningOf = (field: string): Meaning => {
    const known = meant.get(field);
    if (known !== undefined) return known;
    const referred = referredBy(field);
    const meaning = { target: byName.get(referred ?? singular(field)), isKey: referred !== undefined };
    meant.set(field, meaning);
    return meaning;
  };

  const targetOf = (plan: Blueprint, path: string, { field, value }: { field: string; value: Json }) => {
    const { target, isKey } = meaningOf(field);
    if (target === undefined) return undefined;
    if (plan.keys.some(({ pointer }) => pointer === path) || holdsOwnKey(plan, path)) return undefined;
    // an event's `event` is what happened, not another event
    return target === plan && !isKey && typeof value !== "object" ? undefined : target;
  };

  const connect = (
    plan: Blueprint,
    record: Json,
    at: { holder: Json; path: string; order: Pick<Order, "n" | "parent"> },
  ): void => {
    if (!isObject(at.holder)) return;
    for (const [field, value] of Object.entries(at.holder)) {
      if (value === null) continue;
      const path = `${at.path}${pointerTo([field])}`;
      const target = targetOf(plan, path, { field, value });
      const key = target === undefined ? undefined : keyFor(target, plan, { field: path, order: at.order });
      if (target !== undefined && key !== undefined)
        point(record, { path, value, plan, key: { pointer: target.contract.primaryKey[0] ?? "", value: key } });
      else if (target === undefined && at.path === "") connect(plan, record, { ...at, holder: value, path });
    }
  };

  return { connect: (plan, record, order) => connect(plan, record, { holder: record, path: "", order }) };
}

/** What a field's name refers to, if anything, and whether it calls itself a key. */
interface Meaning {
  readonly target: Blueprint | undefined;
  readonly isKey: boolean;
}

/** A member that refers to a record of another stream: by its key, or by an object that holds the key. */
interface Reference {
  readonly path: string;
  readonly value: Json;
  readonly key: { readonly pointer: string; readonly value: Json };
  readonly plan: Blueprint;
}

/** A member that wraps the record itself, not one that refers to another: `/customer` of a stream whose key is `/customer/id`. */
const holdsOwnKey = ({ contract }: Blueprint, path: string): boolean =>
  contract.primaryKey.some((key) => key.startsWith(`${path}/`));
