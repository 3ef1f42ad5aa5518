import type { Json } from "@waybill/sync/connector";
import { isObject, pointerTo, read, write } from "../document/pointer.ts";
import { hash } from "../random.ts";
import type { Blueprint } from "./blueprint.ts";
import { referredBy, singular } from "./names.ts";
import type { Order } from "./order.ts";

/** Keeps foreign keys true: a deal's `contact_id` is the key of a contact that exists. */
export interface Relations {
  /** Points the foreign keys of the record, and of the objects directly in it, at records of the streams they name; a child's at its own parent. */
  connect(plan: Blueprint, record: Json, order: Pick<Order, "n" | "parent">): void;
}

export function relations(plans: ReadonlyMap<string, Blueprint>, seed: number): Relations {
  const byName = new Map<string, Blueprint>();
  for (const plan of plans.values()) {
    const name = singular(plan.contract.name);
    const referable = plan.contract.primaryKey.length === 1 && plan.contract.parent === undefined && plan.count > 0;
    if (referable && !byName.has(name)) byName.set(name, plan);
  }

  const keyFor = (
    target: Blueprint,
    from: Blueprint,
    field: string,
    order: Pick<Order, "n" | "parent">,
  ): Json | undefined => {
    if (target.contract.name === from.contract.parent?.stream) return Object.values(order.parent ?? {})[0];
    const n = target.tombstones.living(hash(seed, from.contract.name, field, order.n) % target.count);
    return target.keys.find(({ pointer }) => pointer === target.contract.primaryKey[0])?.maker.at(n);
  };

  const connect = (
    plan: Blueprint,
    record: Json,
    at: { holder: Json; path: string; order: Pick<Order, "n" | "parent"> },
  ): void => {
    if (!isObject(at.holder)) return;
    for (const [field, value] of Object.entries(at.holder)) {
      const path = `${at.path}${pointerTo([field])}`;
      if (value === null || plan.keys.some(({ pointer }) => pointer === path)) continue;
      const target = holdsOwnKey(plan, path) ? undefined : byName.get(referredBy(field) ?? singular(field));
      if (target !== undefined) {
        const place = typeof value === "object" ? `${path}${target.contract.primaryKey[0] ?? ""}` : path;
        point(record, place, keyFor(target, plan, path, at.order));
      } else if (at.path === "") connect(plan, record, { ...at, holder: value, path });
    }
  };

  return { connect: (plan, record, order) => connect(plan, record, { holder: record, path: "", order }) };
}

/** Keys of another type are left alone: the field then means something else. */
function point(record: Json, place: string, key: Json | undefined): void {
  if (key !== undefined && typeof read(record, place) === typeof key) write(record, place, key);
}

/** A member that wraps the record itself, not one that refers to another: `/customer` of a stream whose key is `/customer/id`. */
const holdsOwnKey = ({ contract }: Blueprint, path: string): boolean =>
  contract.primaryKey.some((key) => key.startsWith(`${path}/`));
