import type { Emulator } from "@waybill/emulator";
import type { Json } from "@waybill/sync/connector";
import { keyOf, keyText } from "./record-key.ts";
import { holdersOf, parentField } from "./stream-plan.ts";
import type { StreamPlan } from "./stream-plan.ts";

/** A record that another one is listed below. */
export interface Holder {
  readonly stream: string;
  readonly id: string | number;
  /** The key that it is stored under. */
  readonly key: string;
  /** Whether what is listed below it stays once it is gone. */
  readonly keeps: boolean;
}

/** A record as the vendor lists it, and what it is listed below: its parent first. */
export interface Listed {
  readonly record: Json;
  readonly below: readonly Holder[];
}

const nothing: readonly Holder[] = [];

/** What the vendor would list of a stream; of children those of the parents that it has. */
export function listedRecords(emulator: Emulator, plans: readonly StreamPlan[], stream: string): readonly Listed[] {
  const plan = plans.find(({ name }) => name === stream);
  const { parent } = plan ?? {};
  if (plan === undefined || parent === undefined)
    return emulator.records(stream).map((record) => ({ record, below: nothing }));
  return listedRecords(emulator, plans, parent.stream).flatMap((owner) => {
    const below = belowRecord(plans, plan, owner);
    return emulator.children(stream, scopeBelow(plan, below)).map((record) => ({ record, below }));
  });
}

/** What the children of a record are listed below. */
export function belowRecord(plans: readonly StreamPlan[], { parent }: StreamPlan, owner: Listed): readonly Holder[] {
  if (parent === undefined) return [];
  const of = plans.find(({ name }) => name === parent.stream);
  const key = storedKey(of, owner);
  return [
    { stream: parent.stream, id: keyOf(owner.record) ?? "", key, keeps: parent.orphans === "keep" },
    ...owner.below,
  ];
}

/** The parameters by which the list is asked for that is below these records. */
export function scopeBelow({ parent }: StreamPlan, below: readonly Holder[]): Readonly<Record<string, Json>> {
  const named = holdersOf(parent).flatMap((name) => below.filter(({ stream }) => stream === name));
  return Object.fromEntries(named.map(({ stream, id }) => [parentField(stream), id]));
}

/** A key that is unique among siblings only is stored below its parent's: the JSON array of both. */
function storedKey(plan: StreamPlan | undefined, { record, below: [owner] }: Listed): string {
  const own = keyText(record);
  return plan?.parent?.keys === "below-parent" && owner !== undefined ? JSON.stringify([owner.key, own]) : own;
}
