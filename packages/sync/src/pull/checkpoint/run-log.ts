import type { RunEvent, RunLog } from "../../receipt/receipt.ts";
import type { OpenRun } from "./open-run.ts";

/** Events that a run remembers: enough to tell its story, and no more for one that waits a thousand times. */
const remembered = 40;

/** The run with one more event; the oldest is left out, and counted. */
export function logged(run: OpenRun, event: Omit<RunEvent, "page">): OpenRun {
  const { events = [], left = 0 }: Partial<RunLog> = run.log ?? {};
  const all = [...events, { ...event, page: run.pages + 1 }];
  const over = Math.max(0, all.length - remembered);
  return { ...run, log: { events: all.slice(over), left: left + over } };
}
