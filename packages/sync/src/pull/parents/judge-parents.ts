import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { ParentProgress } from "../checkpoint/parents-so-far.ts";
import type { StreamContext } from "../stream-context.ts";
import { parentsAfter } from "./parent-progress.ts";
import { unproven } from "../proof/completeness.ts";
import type { Judgement } from "../proof/completeness.ts";

/** Judges a run that visited every stored parent: the children are all only if the parents are, and each list was. */
export async function judgeParents(context: StreamContext, run: OpenRun, parents: ParentProgress): Promise<Judgement> {
  const { failed, contradicted } = parents;
  const moves = parentsAfter(run).whole;
  if (failed + contradicted > 0) {
    const why = [
      failed > 0 ? `the children of ${failed} of ${visited(parents)} parents could not be read` : "",
      contradicted > 0 ? `those of ${contradicted} are not as many as the vendor counts` : "",
    ];
    return { completeness: unproven(why.filter(Boolean).join(", and ")), lacking: true, moves };
  }
  const doubt = await doubtOf(context, parents);
  if (doubt !== undefined) return { completeness: unproven(doubt.why), lacking: doubt.lacking, moves };
  if (parents.unproven !== undefined) return { completeness: unproven(parents.unproven), lacking: false, moves };
  return { completeness: { proven: true, by: "total" }, lacking: false, moves };
}

function visited({ read, failed, passed }: ParentProgress): number {
  return read + failed + passed;
}

interface Doubt {
  readonly why: string;
  /** Whether parents, and with them children, are known to be missing. */
  readonly lacking: boolean;
}

/** Why the stored parents may not be all that the vendor has; `undefined` when they are proven to be. */
async function doubtOf(context: StreamContext, parents: ParentProgress): Promise<Doubt | undefined> {
  const { store, connection, contract } = context;
  const stream = contract.parent?.stream ?? "";
  const checkpoint = await store.checkpoint(connection, stream);
  const held = await store.quarantineCount(connection, stream);
  const lacking = lackingParents(stream, checkpoint, held);
  if (lacking !== undefined) return { why: lacking, lacking: true };
  if (!isStill(checkpoint, parents) || (await store.count(connection, stream)) !== visited(parents)) {
    return {
      why: `the records of ${stream} were read again, or changed, while their children were read`,
      lacking: false,
    };
  }
  return (await isProven(context, parents))
    ? undefined
    : { why: `nothing proves that all records of ${stream} are known`, lacking: false };
}

/** Whether the parents are as a run over them found them. */
function isStill(now: Checkpoint | undefined, { receipt }: Pick<ParentProgress, "receipt">): boolean {
  return now?.run === undefined && now?.last?.receipt === receipt;
}

/** Whether the run of the parents that this one stands on knew all of them. */
async function isProven(context: StreamContext, { receipt }: ParentProgress): Promise<boolean> {
  const found = receipt === undefined ? undefined : await context.store.receipt(receipt);
  return found?.kind === "run" && found.completeness.proven && (await isLineStill(context));
}

/** Whether no generation above was read since the one below it was: a grandparent that came has children that nobody listed. */
async function isLineStill({ store, connection, ancestors = [] }: StreamContext): Promise<boolean> {
  for (const { name, parent } of ancestors) {
    if (parent === undefined) return true;
    const listed = await store.checkpoint(connection, name);
    const above = await store.checkpoint(connection, parent.stream);
    if (listed?.parents === undefined || !isStill(above, listed.parents)) return false;
  }
  return true;
}

function lackingParents(stream: string, checkpoint: Checkpoint | undefined, held: number): string | undefined {
  if (checkpoint?.last === undefined) return `${stream} was never read to its end, and its records are the parents`;
  if (checkpoint.last.outcome !== "complete") return `the last run of ${stream} was ${checkpoint.last.outcome}`;
  return held > 0 ? `${held} records of ${stream} are kept aside, and their children were not read` : undefined;
}
