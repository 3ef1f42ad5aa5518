import type { RunEvent, RunLog } from "../../receipt/receipt.ts";
import type { OpenRun } from "./open-run.ts";

/** Events that a run remembers: enough to tell its story, and no more for one that waits a thousand times. */
const remembered = 40;

interface Resuming {
  /** The present, epoch milliseconds. */
  readonly now: number;
  readonly leaseMs: number;
  /** Until when this engine itself was at work on the run, epoch milliseconds. 0: it was not. */
  readonly worked: number;
}

/**
 * A run that somebody goes on with: where it lay for longer than the silence of a holder is respected, its log says so. A queue that has a job every minute
 * makes one event of that, and the others stay. How long another engine waited for its last page, before it was gone, is not known.
 */
export function goneOnWith(run: OpenRun, { now: until, leaseMs, worked }: Resuming): OpenRun {
  const { events = [], left = 0 }: Partial<RunLog> = run.log ?? {};
  const last = events.at(-1);
  const at = Math.max(run.progressedAt, last?.until ?? last?.at ?? 0, worked);
  const waitedMs = until - at;
  if (waitedMs <= leaseMs) return run;
  const event = { kind: "left", at, until, waitedMs } as const;
  if (last?.kind !== "left") return logged(run, event);
  const more = { ...event, at: last.at, waitedMs: waitedMs + (last.waitedMs ?? 0) };
  return logged({ ...run, log: { events: events.slice(0, -1), left } }, more);
}

/** The run with one more event; the oldest is left out, and counted. */
export function logged(run: OpenRun, event: Omit<RunEvent, "page">): OpenRun {
  const { events = [], left = 0 }: Partial<RunLog> = run.log ?? {};
  const all = [...events, { ...event, page: run.pages + 1 }];
  const over = Math.max(0, all.length - remembered);
  return { ...run, log: { events: all.slice(over), left: left + over } };
}
