import type { StreamContract } from "../connector/contract.ts";
import type { Json } from "../connector/json.ts";
import type { StreamRuntime } from "../connector/runtime.ts";
import { lineage } from "../record/map-record.ts";
import type { MappedMember } from "../record/map-record.ts";
import { mappingHash } from "../record/mapping-hash.ts";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import { quarantineId } from "../pull/rows/quarantine.ts";
import { rememberedTouches } from "../pull/rows/stamp-rows.ts";
import type { BaseRecord, QuarantinedRecord, RecordKey, RecordTrace, Touch } from "../record/record.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { Store } from "../store/contract.ts";
import { lastListed } from "./last-listed.ts";
import type { LastListed } from "./last-listed.ts";
import { standsAs } from "./stands-as.ts";
import { touchText } from "./touch-text.ts";

export interface ExplainPlace {
  readonly connection: string;
  /** As it is now: it names the fields that the record is made of. */
  readonly contract: StreamContract;
  /** The code beside the contract that the connection was opened with. Default: none. */
  readonly runtime?: StreamRuntime | undefined;
}

/** A run, replay or remap that touched a record. */
export interface RecordTouch extends Touch {
  /** Absent: it has not ended (`open`), or its receipt is no longer kept; a remap that another mapping overtook has none. */
  readonly receipt?: Receipt | undefined;
  /** Whether it has not ended. Absent: it has. */
  readonly open?: true | undefined;
  /** What it did, in a sentence. */
  readonly what: string;
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
  /** Whether earlier touches may be left out, because only so many are kept. */
  readonly mayHaveEarlier: boolean;
  /** `undefined`: nothing that is kept shows that the vendor ever listed it. */
  readonly lastListed: LastListed | undefined;
  /**
   * Of runs that ended up to then, receipts may no longer be kept, and nothing of the records that they removed: what is not found here may have been
   * stored before. Epoch milliseconds. Absent: nothing was taken away by retention.
   */
  readonly unknownBefore?: number | undefined;
  /** How it stands, in sentences: whether it is stored, when the vendor last listed it, and what is not known. */
  readonly now: string;
  /** Where each member of the product's record comes from. Empty: the record is not stored. */
  readonly lineage: readonly Omit<MappedMember, "value">[];
  /** Whether it is stored as the mapping and the code that were given make it. False: others made it, and `lineage` says what these would make of it. */
  readonly mappedAsGiven: boolean;
  /** Whether it holds something else than the mapping makes. Where it is `mappedAsGiven`, a function of the product had the last word: what it did is not known. */
  readonly changedByFunction: boolean;
  /** What of it is kept aside now, without the record itself. */
  readonly quarantined: Omit<QuarantinedRecord, "raw"> | undefined;
  /** Own unsent changes lie on it. */
  readonly pending: boolean;
}

type Source = Pick<Store, "bases" | "traces" | "quarantined" | "record" | "receipt" | "receipts" | "checkpoint">;

/** Explains one record by what was committed with it. It names fields, pages and receipts, never values. Where a run begins or ends meanwhile, it is read again. */
export async function explainRecord(store: Source, place: ExplainPlace, key: RecordKey): Promise<RecordExplanation> {
  for (let before = await checkpointOf(store, place); ;) {
    const told = await explained(store, { ...place, checkpoint: before }, key);
    const now = await checkpointOf(store, place);
    if (worksOf(now) === worksOf(before)) return told;
    before = now;
  }
}

async function checkpointOf(store: Source, { connection, contract }: ExplainPlace): Promise<Checkpoint | undefined> {
  return store.checkpoint(connection, contract.name);
}

/** Which runs and remaps have ended, are no longer known, or are open. */
function worksOf({ receiptDigest, receiptAnchor, run, remap }: Partial<Checkpoint> = {}): string {
  return String([receiptDigest, receiptAnchor?.digest, run?.id, remap?.id]);
}

interface PlaceThen extends ExplainPlace {
  readonly checkpoint: Checkpoint | undefined;
}

async function explained(store: Source, place: PlaceThen, key: RecordKey): Promise<RecordExplanation> {
  const { connection, contract, checkpoint } = place;
  const [kept, view] = await Promise.all([keptOf(store, place, key), store.record(connection, contract.name, key)]);
  const { row, trace, held } = kept;
  const touches = await touchesIn(store, kept);
  const stored = row !== undefined;
  const until = checkpoint?.receiptAnchor?.until;
  const told = {
    stored,
    touches,
    lastListed: await lastListed(store, { connection, contract, touches, stored }),
    quarantined: held === undefined ? undefined : withoutRaw(held),
  };
  return {
    key,
    ...told,
    mayHaveEarlier: [row?.earlier, trace?.touches].some((all) => all?.length === rememberedTouches),
    ...(until !== undefined && { unknownBefore: until }),
    now: standsAs({ ...told, contract, checkpoint }),
    ...madeOf(place, kept),
    pending: view?.pending ?? false,
  };
}

/** What is stored of a record, and of its stream. */
interface Kept {
  readonly checkpoint: Checkpoint | undefined;
  readonly row: BaseRecord | undefined;
  readonly trace: RecordTrace | undefined;
  readonly held: QuarantinedRecord | undefined;
}

async function keptOf(store: Source, { connection, contract, checkpoint }: PlaceThen, key: RecordKey): Promise<Kept> {
  const stream = contract.name;
  const id = quarantineId({ connection, contract }, { key });
  const [[row], [trace], [held]] = await Promise.all([
    store.bases(connection, stream, [key]),
    store.traces(connection, stream, [key]),
    store.quarantined(connection, stream, [id]),
  ]);
  return { checkpoint, row, trace, held };
}

async function touchesIn(
  store: Pick<Store, "receipt">,
  { checkpoint, row, trace, held }: Kept,
): Promise<readonly RecordTouch[]> {
  const known = [
    ...(row === undefined ? [] : [...(row.earlier ?? []), touchOf(row)]),
    ...(trace?.touches ?? []),
    ...(held === undefined ? [] : [{ ...touchOf(held), kept: held.reason }]),
  ];
  const receipts = await Promise.all(known.map(({ run }) => store.receipt(run)));
  const open = [checkpoint?.run?.id, checkpoint?.remap?.id];
  return known.map((touch, at) => {
    const receipt = receipts[at];
    const isOpen = receipt === undefined && open.includes(touch.run);
    const told = { ...touch, receipt, ...(isOpen && { open: true as const }) };
    return { ...told, what: touchText(told, checkpoint?.receiptAnchor?.until) };
  });
}

function madeOf(
  { contract, runtime }: ExplainPlace,
  { row, checkpoint }: Kept,
): Pick<RecordExplanation, "lineage" | "mappedAsGiven" | "changedByFunction"> {
  if (row === undefined) return { lineage: [], mappedAsGiven: true, changedByFunction: false };
  const made = lineage(contract.mapping ?? { fields: {}, others: "keep" }, row.raw ?? row.data);
  return {
    lineage: made.map(({ name, from, how, to }) => ({ name, from, how, ...(to !== undefined && { to }) })),
    mappedAsGiven: checkpoint === undefined || mappedBy(checkpoint, row.key) === mappingHash(contract, runtime),
    changedByFunction: !sameMembers(made, row.data),
  };
}

/** Names the mapping that made a row: of a stream whose rows are being made anew, that depends on how far this has come. */
function mappedBy({ contract, remap }: Checkpoint, key: RecordKey): string | undefined {
  return remap?.after !== undefined && key <= remap.after ? remap.to : contract.mapping;
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
