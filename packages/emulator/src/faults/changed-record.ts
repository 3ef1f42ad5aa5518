import type { Json, StreamContract } from "@waybill/sync/connector";
import { isObject, read, remove, tokensOf, write } from "../document/pointer.ts";
import { hash } from "../random.ts";
import type { FaultOptions } from "./fault.ts";

/** The faults that change records on their way out; the vendor's own copy stays whole. */
export interface RecordFaults {
  readonly broken: FaultOptions["broken_records"] | undefined;
  readonly changed: FaultOptions["changed_schema"] | undefined;
  readonly seed: number;
}

const defaultEvery = 7;

/** The record as it leaves the house. */
export function changedRecord(
  record: Json,
  { n, stream }: { n: number; stream: StreamContract },
  faults: RecordFaults,
): Json {
  const { broken, changed, seed } = faults;
  const damaged = broken !== undefined && isBroken(n, stream.name, { seed, every: broken.every ?? defaultEvery });
  if (!isObject(record) || (!damaged && changed === undefined)) return record;
  const copy = structuredClone(record);
  if (changed !== undefined) change(copy, stream, changed);
  if (damaged) damage(copy, stream, hash(seed, "damage", stream.name, n) % 2 === 0);
  return copy;
}

/** Is record `n` one of the broken ones? A fixed choice, one in `every` on average. */
const isBroken = (n: number, stream: string, { seed, every }: { seed: number; every: number }): boolean =>
  hash(seed, "broken", stream, n) % Math.max(1, every) === 0;

/** Takes the key away, or puts something of another type in its place. Records without a key lose everything else. */
function damage(copy: Json, { primaryKey }: StreamContract, taken: boolean): void {
  const [key] = primaryKey;
  if (key === undefined) return;
  if (taken) remove(copy, key);
  else write(copy, key, { unexpected: true });
}

function change(copy: Json, stream: StreamContract, { mode, field }: FaultOptions["changed_schema"]): void {
  const place = field === undefined ? usualField(copy, stream) : `/${field}`;
  const value = place === undefined ? undefined : read(copy, place);
  if (place === undefined || value === undefined) return;
  if (mode === "retyped") return write(copy, place, retyped(value));
  remove(copy, place);
  write(copy, `${place}_v2`, value);
}

function usualField(copy: Json, { primaryKey, incremental, display }: StreamContract): string | undefined {
  const own = Object.keys(isObject(copy) ? copy : {}).map((name) => `/${name}`);
  const fixed = new Set(
    [...primaryKey, incremental?.cursorField].map((pointer) => `/${tokensOf(pointer ?? "")[0] ?? ""}`),
  );
  return [...(display?.fields ?? []), ...own].find(
    (pointer) => !fixed.has(pointer) && read(copy, pointer) !== undefined,
  );
}

const retyped = (value: Json): Json => (typeof value === "string" ? { value } : JSON.stringify(value));
