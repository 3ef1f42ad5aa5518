import type { Counts } from "@waybill/sync";
import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** P1, P5: a checkpoint follows the one that it was made from, and what it says was done was done in the same commit. `aside`: ids of rows that the open run keeps aside. */
export function judgeStep(batch: Batch, before: Checkpoint | undefined, aside: ReadonlySet<string>): void {
  const { checkpoint, expect } = batch;
  if (checkpoint === undefined) return;
  const { version } = before ?? { version: 0 };
  const next = checkpoint.version;
  hold(next === version + 1, "P1", () => `the checkpoint went from version ${version} to ${next}`);
  hold(expect?.checkpoint === version, "P5", () => `checkpoint ${version} was replaced by one that did not look at it`);
  const open = before?.run;
  const counts = countsOf(batch, open?.id);
  if (open !== undefined && counts !== undefined) judgeCounts(batch, { before: open.counts, after: counts, aside });
  if (open?.why === undefined) judgeDirection(checkpoint, before);
  if (open?.mode === "backfill") judgeUntouched(checkpoint, before);
}

/** P3: a backfill says nothing of what is new, so the next incremental run begins where it would have begun. */
function judgeUntouched({ watermark, token }: Checkpoint, before: Checkpoint | undefined): void {
  const [was, is] = [before?.watermark?.value, watermark?.value];
  hold(was === is, "P3", () => `a backfill moved the watermark from ${was} to ${is}`);
  hold(token === before?.token, "P3", () => `a backfill replaced the sync token`);
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
