import type { Failure } from "@waybill/transport";
import type { ParentRef } from "../../connector/contract.ts";
import type { ParameterValues } from "../../connector/request.ts";
import type { BaseRecord, RecordKey } from "../../record/record.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { RecordRange } from "../../store/contract.ts";
import type { StreamContext } from "../stream-context.ts";
import { isKeptOrphan, mayBeBack } from "./orphans.ts";
import { parentValues } from "./parent-values.ts";

/** A stored record of the parent stream, as the list of its children needs it. */
export interface Parent {
  readonly key: RecordKey;
  /** What it fills of its list's parameters. */
  readonly parameters: ParameterValues;
  /** Whether all its children are read, or only those that changed since the watermark. */
  readonly whole: boolean;
}

type Visit =
  | { readonly kind: "parent"; readonly parent: Parent }
  | { readonly kind: "unusable"; readonly key: RecordKey; readonly failure: Failure };

/** What a search came to. `passed`: parents on the way whose children did not change, or have no list any more and are kept. */
export type Found = (Visit | { readonly kind: "none" }) & { readonly passed: number };

export interface Search {
  readonly ref: ParentRef;
  /** The parent visited last. */
  readonly after: RecordKey | undefined;
  readonly run: OpenRun;
  /** State that an incremental run goes on from. */
  readonly before: Checkpoint["parents"];
}

/** The next parent to visit, in the order of their keys. Reads the store page by page and keeps nothing: its memory does not grow with the parents. */
export async function nextParent(context: StreamContext, search: Search): Promise<Found> {
  const { store, connection } = context;
  const { ref, run } = search;
  const limit = mayPass(search) ? passedAtOnce : 1;
  let { after } = search;
  let passed = 0;
  for (;;) {
    const keys = await store.keys(connection, ref.stream, { after, limit });
    const known = run.mode === "incremental" ? await commits(context, ref, { after, limit }) : nothing;
    for (const key of keys) {
      const whole = isWhole(key, known.get(key), search) || (await isReadAgain(context, key, search));
      if (!whole && mayPass(search)) {
        passed += 1;
        continue;
      }
      const [row] = await store.bases(connection, ref.stream, [key]);
      // Otherwise it was removed since the keys were read.
      if (row === undefined) continue;
      if (!(await isKeptOrphan(context, key))) return { ...(await visit(context, row, whole)), passed };
      passed += 1;
    }
    after = keys.at(-1);
    if (after === undefined || keys.length < limit) return { kind: "none", passed };
  }
}

/** Parents looked at by one read of the store, where many may be passed by. */
const passedAtOnce = 100;
const nothing: ReadonlyMap<RecordKey, number> = new Map();

/** Whether parents without a change can be left out: their children have none either. */
function mayPass({ ref, run }: Search): boolean {
  return run.mode === "incremental" && ref.changesShowAt === "parent";
}

/** Number of the commit that last changed each parent. */
async function commits(
  { store, connection }: StreamContext,
  ref: ParentRef,
  range: RecordRange,
): Promise<ReadonlyMap<RecordKey, number>> {
  const views = await store.records(connection, ref.stream, range);
  return new Map(views.map(({ key, commit }) => [key, commit]));
}

/** A parent that came or changed since the last run, or gave trouble then, has children that no watermark vouches for. */
function isWhole(key: RecordKey, commit: number | undefined, { run, before }: Search): boolean {
  if (run.mode === "backfill") return false;
  if (run.mode !== "incremental" || before === undefined) return true;
  return commit === undefined || commit > before.head || before.unread.includes(key);
}

/** One that was passed while a record above it was gone was not read since. */
async function isReadAgain(context: StreamContext, key: RecordKey, { run, before }: Search): Promise<boolean> {
  return run.mode === "incremental" && before !== undefined && mayBeBack(context, key, before.head);
}

async function visit(context: StreamContext, row: BaseRecord, whole: boolean): Promise<Visit> {
  const { key } = row;
  const filled = await parentValues(context, row);
  return filled.ok
    ? { kind: "parent", parent: { key, parameters: filled.values, whole } }
    : { kind: "unusable", key, failure: filled.failure };
}
