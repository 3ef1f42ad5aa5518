import type { Counts } from "@waybill/sync";
import type { Batch } from "@waybill/sync/store";
import { checkCounts } from "./receipts.ts";
import { isRemap, judgeRemap } from "./remap-step.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** What is known of a stream beside its checkpoint. */
export interface StepKnown {
  /** Ids of rows that the open run keeps aside. */
  readonly aside: ReadonlySet<string>;
  /** Whether somebody wants it to forget how far it was read. */
  readonly mayForget: boolean;
}

/** P1, P5: a checkpoint follows the one that it was made from, and what it says was done was done in the same commit. */
export function judgeStep(batch: Batch, before: Checkpoint | undefined, known: StepKnown): void {
  const { checkpoint, expect } = batch;
  if (checkpoint === undefined) return;
  const { version } = before ?? { version: 0 };
  const next = checkpoint.version;
  hold(next === version + 1, "P1", () => `the checkpoint went from version ${version} to ${next}`);
  hold(expect?.checkpoint === version, "P5", () => `checkpoint ${version} was replaced by one that did not look at it`);
  // A remap ends with a replay of what was kept aside.
  if (batch.receipt?.kind === "replay") return checkCounts(batch.receipt);
  if (isRemap(checkpoint, before)) return judgeRemap(batch, before?.remap, checkpoint.remap);
  judgeRunStep(batch, { before, next: checkpoint, ...known });
}

interface RunStep extends StepKnown {
  readonly before: Checkpoint | undefined;
  readonly next: Checkpoint;
}

function judgeRunStep(batch: Batch, { before, next, aside, mayForget }: RunStep): void {
  const open = before?.run;
  const counts = countsOf(batch, open?.id);
  if (open !== undefined && counts !== undefined) judgeCounts(batch, { before: open.counts, after: counts, aside });
  if (mayForget && isForgotten(next)) return;
  if (open?.why === undefined) judgeDirection(next, before);
  if (open?.mode === "backfill") judgeUntouched(next, before);
}

/** Whether nothing of the stream counts as read. */
export const isForgotten = ({ watermark, token, parents, run }: Checkpoint): boolean =>
  run === undefined && watermark === undefined && token === undefined && parents === undefined;

/** What a backfill's own commits say: how far it is, its receipt, what any run may learn of a stream, and what a person did meanwhile. */
const ownOfBackfill: ReadonlySet<string> = new Set<keyof Checkpoint>([
  "version",
  "run",
  "receiptDigest",
  "receiptAnchor",
  "toldGreatNumbers",
  "traced",
  "account",
  "blocker",
  "cancelled",
]);

/** P3: a backfill says nothing of what is new, so the next incremental run begins where it would have begun. */
function judgeUntouched(checkpoint: Checkpoint, before: Checkpoint | undefined): void {
  const [was, is] = [before, checkpoint].map((each) => new Map(Object.entries(each ?? {})));
  const names = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  for (const name of names) {
    if (ownOfBackfill.has(name)) continue;
    const [old, now] = [JSON.stringify(was?.get(name)), JSON.stringify(is?.get(name))];
    hold(old === now, "P3", () => `a backfill changed ${name} from ${old} to ${now}`);
  }
}

/** Counts of a run after this commit, if it is about that run. */
function countsOf({ checkpoint, receipt }: Batch, run: string | undefined): Counts | undefined {
  if (receipt?.kind === "run" && receipt.id === run) return receipt.counts;
  return checkpoint?.run?.id === run ? checkpoint?.run?.counts : undefined;
}

interface Counted {
  readonly before: Counts;
  readonly after: Counts;
  readonly aside: ReadonlySet<string>;
}

function judgeCounts({ put = [], remove = [], quarantine }: Batch, { before, after, aside }: Counted): void {
  const grown = (...names: readonly (keyof Counts)[]): number =>
    names.reduce((sum, name) => sum + after[name] - before[name], 0);
  const told = (what: string, counted: number, done: number) => (): string =>
    `counts say that ${counted} records were ${what}, and ${done} were`;
  const written = grown("created", "updated");
  hold(written === put.length, "P1", told("written", written, put.length));
  const removed = grown("removed", "swept");
  hold(removed === remove.length, "P1", told("removed", removed, remove.length));
  const kept = grown("quarantined");
  // What the run refuses once more, and can tell by its key, is a duplicate. Each copy on one page is counted, and all of them are one row.
  const refused = quarantine?.put.filter(({ id, key }) => key === undefined || !aside.has(id)).length ?? 0;
  hold(kept === refused, "P1", told("kept aside", kept, refused));
}

function judgeDirection({ watermark }: Checkpoint, before: Checkpoint | undefined): void {
  const [was, is] = [before?.watermark, watermark];
  if (was?.at === undefined) return;
  hold(
    is?.at !== undefined && is.at >= was.at,
    "P3",
    () => `the watermark went back from ${was.value} to ${is?.value}`,
  );
}
