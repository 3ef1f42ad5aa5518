import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { isOfStorage } from "../checkpoint/commit-found.ts";
import { minus, nothing, plus } from "./meter.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { Meter, StreamContext, Told, Unsure } from "../stream-context.ts";

/**
 * Commits a run with all that was asked of the vendor until now, whatever came of it: a page that another engine's takeover made worthless, or an abort,
 * was asked for all the same. What a refused commit would have told is told by the next one of this engine on the stream, of this run or a later one;
 * only what ends with the engine, or was asked before everything was erased, is told by nobody. Whether a commit that storage says has failed was carried out
 * is found out at once, while what is stored still shows it. Where that cannot be read, the next one finds it out, and tells nothing twice: what another
 * engine's requests hide by then is told by nobody.
 */
export async function ownUp<T>(
  { context, checkpoint }: { readonly context: StreamContext; readonly checkpoint: Checkpoint },
  run: OpenRun,
  commit: (run: OpenRun) => Promise<T>,
): Promise<T> {
  const { told } = context;
  await findOut(context);
  const reading = context.meter();
  const cost = isUntouched(checkpoint) ? nothing : minus(reading, told.meter ?? nothing);
  // Before the commit: a person's word that ends the run meanwhile tells nothing twice.
  told.meter = reading;
  const now = { ...run, ...plus(checkpoint.run ?? nothing, cost) };
  try {
    const done = await commit(now);
    told.stands = standOf(now);
    return done;
  } catch (error) {
    if (isOfStorage(error)) {
      told.unsure = { version: checkpoint.version + 1, run: run.id, requests: now.requests, cost };
      await findOut(context).catch(() => {});
    } else takeBack(told, cost);
    throw error;
  }
}

/**
 * Before a run is begun, gone on with or given up: what this engine has waited for and did not tell is in the run's time no more where somebody else went on
 * with it since. They have said of that time that nothing was stored in it, or have worked. What it waits for from now on is. `run`: the one that is open.
 */
export function leaveWaits(context: StreamContext, run: OpenRun | undefined): void {
  const { told } = context;
  const stands = run && standOf(run);
  if (stands !== undefined && told.stands === stands) return;
  told.meter = { ...(told.meter ?? nothing), waitedMs: context.meter().waitedMs };
  told.stands = stands;
}

/** Whoever goes on with a run asks for something: with its next commit it stands elsewhere. */
function standOf({ id, requests }: OpenRun): string {
  return `${requests} ${id}`;
}

/** Takes back what a commit would have told, if it was not carried out. Throws where that cannot be read. */
async function findOut(context: StreamContext): Promise<void> {
  const { told } = context;
  const { unsure } = told;
  if (unsure === undefined) return;
  // A person's word that ends the run meanwhile takes nothing back twice.
  told.unsure = undefined;
  try {
    if (!(await isWritten(context, unsure))) takeBack(told, unsure.cost);
  } catch (error) {
    told.unsure = unsure;
    throw error;
  }
}

/** Whether what is stored now has come from that commit, as far as the run's requests tell. */
async function isWritten(
  { store, connection, contract }: StreamContext,
  { version, run, requests }: Unsure,
): Promise<boolean> {
  // What is stored now: the work that met the failure may still be at the commit before it.
  const now = await store.checkpoint(connection, contract.name);
  if (now === undefined || now.version < version) return false;
  if (now.run?.id === run) return now.run.requests >= requests;
  const receipt = await store.receipt(run);
  return receipt?.kind === "run" && receipt.requests >= requests;
}

function takeBack(told: Told, cost: Meter): void {
  told.meter = minus(told.meter ?? nothing, cost);
}

/** Whether nothing was begun or ended since the connection was made, or erased: whatever was asked was asked before. */
function isUntouched({ run, receiptDigest }: Checkpoint): boolean {
  return run === undefined && receiptDigest === undefined;
}
