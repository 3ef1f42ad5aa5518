import { faultNamed } from "../plan/fault-catalogue.ts";
import { beginning } from "../seams/clock-seam.ts";
import type { Process } from "../world/process.ts";
import type { Stage } from "./stage.ts";

/** What one request met. */
interface Met {
  readonly stream: string;
  /** Names of faults. */
  readonly faults: readonly string[];
}

/** The vendor, and what it did to whoever asked: a door that keeps a list. */
export function vendorDoor(stage: Stage, process: Process): (request: Request) => Promise<Response> {
  const { emulator } = stage;
  return async (request) => {
    const stream = new URL(request.url).pathname.split("/").at(-1) ?? "";
    // Between two requests nothing is on its way to the log.
    if (emulator.stats().calls.length > 20) emulator.clearLog();
    const before = emulator.stats().calls.length;
    let response: Response | undefined;
    try {
      await judged(stage, stream, { process, request });
      response = await emulator.fetch(request);
      return response;
    } finally {
      const entry = emulator
        .stats()
        .calls.slice(before)
        .find((each) => each.stream === stream);
      const faults = [...(entry?.fault?.split(" ") ?? []), ...(isSkewed(stage, response) ? ["clock_skew"] : [])];
      stage.trace(() => `    ${request.method} ${stream} ${entry?.query} ${entry?.status} ${faults.join(" ")}`);
      note(stage, { stream, faults });
    }
  };
}

async function judged(stage: Stage, stream: string, by: { process: Process; request: Request }): Promise<void> {
  try {
    await stage.watches.get(stream)?.asked(by.process, by.request);
  } catch (error) {
    stage.report(error);
  }
}

/** The vendor's log does not say that its clock was wrong. */
function isSkewed({ world }: Stage, response: Response | undefined): boolean {
  const date = Date.parse(response?.headers.get("date") ?? "");
  return Math.abs(date - beginning - world.now()) > 2000;
}

function note(stage: Stage, { stream, faults }: Met): void {
  const watch = stage.watches.get(stream);
  if (watch === undefined || faults.length === 0) return;
  stage.coverage.struck(stream, faults);
  for (const [index, planned] of stage.scenario.faults.entries()) {
    const { fault, options } = planned.rule;
    if (planned.stream !== stream || !faults.includes(fault)) continue;
    stage.struck.add(index);
    watch.lied(faultNamed(fault).lie(watch.plan, { ...options }));
  }
  if (faults.includes("moving_records")) stage.source.look(stream);
}
