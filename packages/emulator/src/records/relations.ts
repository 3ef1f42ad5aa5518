import type { Json } from "@waybill/sync/connector";
import { isObject, read, write } from "../document/pointer.ts";
import { hash } from "../random.ts";
import type { Blueprint } from "./blueprint.ts";
import type { Order } from "./factory.ts";
import { referredBy, singular } from "./names.ts";

/** Keeps foreign keys true: a deal's `contact_id` is the key of a contact that exists. */
export interface Relations {
  /** Points the record's foreign keys at records of the streams they name; a child's at its own parent. */
  connect(plan: Blueprint, record: Json, order: Pick<Order, "n" | "parent">): void;
}

export function relations(plans: ReadonlyMap<string, Blueprint>, seed: number): Relations {
  const byName = new Map<string, Blueprint>();
  for (const plan of plans.values()) {
    const referable = plan.contract.primaryKey.length === 1 && plan.contract.parent === undefined && plan.count > 0;
    if (referable) byName.set(singular(plan.contract.name), plan);
  }

  const keyFor = (
    target: Blueprint,
    from: Blueprint,
    field: string,
    order: Pick<Order, "n" | "parent">,
  ): Json | undefined => {
    if (target.contract.name === from.contract.parent?.stream) return Object.values(order.parent ?? {})[0];
    let n = hash(seed, from.contract.name, field, order.n) % target.total;
    while (target.isTombstone(n)) n = (n + 1) % target.total;
    const key = target.keys.find(({ pointer }) => pointer === target.contract.primaryKey[0]);
    return key?.maker.at(n);
  };

  return {
    connect(plan, record, order) {
      if (!isObject(record)) return;
      for (const [field, value] of Object.entries(record)) {
        if (value === null || plan.keys.some(({ pointer }) => pointer === `/${field}`)) continue;
        const target = byName.get(referredBy(field) ?? singular(field));
        if (target === undefined) continue;
        const key = keyFor(target, plan, field, order);
        const place = typeof value === "object" ? `/${field}${target.contract.primaryKey[0] ?? ""}` : `/${field}`;
        if (key !== undefined && typeof read(record, place) === typeof key) write(record, place, key);
      }
    },
  };
}
