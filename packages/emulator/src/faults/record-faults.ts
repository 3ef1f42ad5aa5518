import type { Json } from "@waybill/sync/connector";
import { copied, isObject } from "../document/pointer.ts";
import { hash } from "../random.ts";
import { changeField } from "./change-field.ts";
import { damageKey } from "./damage-key.ts";
import type { Struck } from "./fault-board.ts";
import type { FaultKind, FaultOptions } from "./fault.ts";
import { enlargeIds } from "./huge-ids.ts";
import { hostileMembers } from "./hostile-members.ts";
import type { Outgoing, RecordFault } from "./outgoing.ts";
import { unknownEnum } from "./unknown-enum.ts";
import { withoutZones } from "./without-zones.ts";

const usualEvery = 7;
const usualSize = 1_000_000;

/** The record faults that strike, by name, in the order in which they change a record: fields first, then what may destroy its key. */
export function recordFaults(faults: Struck): ReadonlyMap<FaultKind, RecordFault> {
  const found = new Map<FaultKind, RecordFault>();
  const add = <K extends FaultKind>(kind: K, make: (options: FaultOptions[K]) => RecordFault) => {
    const options = faults.of(kind);
    if (options !== undefined) found.set(kind, make(options));
  };
  add("unknown_enum", (options) => (outgoing) => unknownEnum(outgoing, options));
  add(
    "zoneless_dates",
    () =>
      ({ copy }) =>
        withoutZones(copy),
  );
  add("changed_schema", (options) => (outgoing) => changeField(outgoing, options));
  add("huge_ids", () => enlargeIds);
  add("huge_records", ({ every = usualEvery, size = usualSize }) =>
    few("huge", every, ({ copy }) => {
      if (isObject(copy))
        Object.assign(copy, { notes_archive: "0123456789".repeat(Math.ceil(size / 10)).slice(0, size) });
    }),
  );
  add("hostile_records", ({ every = usualEvery }) => few("hostile", every, ({ copy }) => hostileMembers(copy)));
  add("broken_records", ({ every = usualEvery }) => few("broken", every, damageKey));
  return found;
}

/** The record as it leaves the house. */
export function changedRecord(
  record: Json,
  faults: ReadonlyMap<FaultKind, RecordFault>,
  about: Omit<Outgoing, "copy">,
): Json {
  if (faults.size === 0 || !isObject(record)) return record;
  const copy = copied(record);
  for (const change of faults.values()) change({ ...about, copy });
  return copy;
}

/** One record in `every` on average, a fixed choice. */
export const isOneOfFew = (
  name: string,
  every: number,
  { seed, stream, n }: { seed: number; stream: string; n: number },
): boolean => hash(seed, name, stream, n) % Math.max(1, every) === 0;

const few =
  (name: string, every: number, change: RecordFault): RecordFault =>
  (outgoing) => {
    const { seed, stream, n } = outgoing;
    if (isOneOfFew(name, every, { seed, stream: stream.name, n })) change(outgoing);
  };
