import type { StreamContract } from "../connector/contract.ts";
import type { Json } from "../connector/json.ts";
import { lineage } from "../record/map-record.ts";
import type { MappedMember } from "../record/map-record.ts";
import { quarantineId } from "../pull/rows/quarantine.ts";
import type { QuarantinedRecord, RecordKey, Touch } from "../record/record.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { Store } from "../store/contract.ts";

export interface ExplainPlace {
  readonly connection: string;
  /** As it is now: it names the fields that the record is made of. */
  readonly contract: StreamContract;
}

/** A run, replay or remap that touched a record. */
export interface RecordTouch extends Touch {
  /** Absent: it has not ended, or its receipt is no longer kept. */
  readonly receipt?: Receipt | undefined;
}

/** Everything that is kept of one record. */
export interface RecordExplanation {
  readonly key: RecordKey;
  /** Whether a row of it is stored. */
  readonly stored: boolean;
  /**
   * What touched it, oldest first: where it was stored, kept aside or removed, and from which page it came. At most the last nine up to its last write, and
   * nine since then.
   */
  readonly touches: readonly RecordTouch[];
  /** Where each member of the product's record comes from. Empty: the record is not stored. */
  readonly lineage: readonly Omit<MappedMember, "value">[];
  /** Whether a function of the product had the last word: what it did is not known. */
  readonly changedByFunction: boolean;
  /** What of it is kept aside now, without the record itself. */
  readonly quarantined: Omit<QuarantinedRecord, "raw"> | undefined;
  /** Own unsent changes lie on it. */
  readonly pending: boolean;
}

/** Explains one record by what was committed with it. It names fields, pages and receipts, never values. */
export async function explainRecord(
  store: Pick<Store, "bases" | "traces" | "quarantined" | "record" | "receipt">,
  { connection, contract }: ExplainPlace,
  key: RecordKey,
): Promise<RecordExplanation> {
  const stream = contract.name;
  const id = quarantineId({ connection, contract }, { key });
  const [[row], [trace], [kept], view] = await Promise.all([
    store.bases(connection, stream, [key]),
    store.traces(connection, stream, [key]),
    store.quarantined(connection, stream, [id]),
    store.record(connection, stream, key),
  ]);
  const touches = [
    ...(row === undefined ? [] : [...(row.earlier ?? []), touchOf(row)]),
    ...(trace?.touches ?? []),
    ...(kept === undefined ? [] : [{ ...touchOf(kept), kept: kept.reason }]),
  ];
  const receipts = await Promise.all(touches.map(({ run }) => store.receipt(run)));
  const made = row === undefined ? [] : membersOf(contract, row.raw ?? row.data);
  return {
    key,
    stored: row !== undefined,
    touches: touches.map((touch, at) => ({ ...touch, receipt: receipts[at] })),
    lineage: made.map(({ name, from, how, to }) => ({ name, from, how, ...(to !== undefined && { to }) })),
    changedByFunction: row !== undefined && !sameMembers(made, row.data),
    quarantined: kept === undefined ? undefined : withoutRaw(kept),
    pending: view?.pending ?? false,
  };
}

function membersOf({ mapping }: StreamContract, sent: Readonly<Record<string, Json>>): readonly MappedMember[] {
  return lineage(mapping ?? { fields: {}, others: "keep" }, sent);
}

/** Whether the declared mapping alone makes what is stored. */
function sameMembers(made: readonly MappedMember[], data: Readonly<Record<string, Json>>): boolean {
  const present = made.filter(({ value }) => value !== undefined);
  return (
    present.length === Object.keys(data).length &&
    present.every(
      ({ name, value }) => Object.hasOwn(data, name) && JSON.stringify(data[name]) === JSON.stringify(value),
    )
  );
}

function touchOf({ run, page }: Pick<Touch, "run" | "page">): Touch {
  return { run, ...(page !== undefined && { page }) };
}

function withoutRaw(record: QuarantinedRecord): Omit<QuarantinedRecord, "raw"> {
  const { raw: _, ...rest } = record;
  return rest;
}
