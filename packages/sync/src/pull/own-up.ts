import type { Checkpoint } from "./checkpoint.ts";
import type { OpenRun } from "./open-run.ts";
import type { Meter, StreamContext } from "./stream-context.ts";

/**
 * Commits a run with all that was asked of the vendor until now, whatever came of it: a page that another engine's takeover made worthless, or an abort,
 * was asked for all the same. What a refused commit would have told is told by the next one of this engine on the stream, of this run or a later one;
 * only what dies with the engine, or was asked before everything was erased, is told by nobody.
 */
export async function ownUp<T>(
  { context, checkpoint }: { readonly context: StreamContext; readonly checkpoint: Checkpoint },
  run: OpenRun,
  commit: (run: OpenRun) => Promise<T>,
): Promise<T> {
  const { told } = context;
  const reading = context.meter();
  const cost = isUntouched(checkpoint) ? nothing : minus(reading, told.meter ?? nothing);
  // Before the commit: a person's word that ends the run meanwhile tells nothing twice.
  told.meter = reading;
  try {
    return await commit({ ...run, ...plus(checkpoint.run ?? nothing, cost) });
  } catch (error) {
    told.meter = minus(told.meter, cost);
    throw error;
  }
}

/** Whether nothing was begun or ended since the connection was made, or erased: whatever was asked was asked before. */
function isUntouched({ run, receiptDigest }: Checkpoint): boolean {
  return run === undefined && receiptDigest === undefined;
}

const nothing: Meter = Object.freeze({ requests: 0, retries: 0, waitedMs: 0 });

function plus(a: Meter, b: Meter): Meter {
  return { requests: a.requests + b.requests, retries: a.retries + b.retries, waitedMs: a.waitedMs + b.waitedMs };
}

function minus(a: Meter, b: Meter): Meter {
  return plus(a, { requests: -b.requests, retries: -b.retries, waitedMs: -b.waitedMs });
}
