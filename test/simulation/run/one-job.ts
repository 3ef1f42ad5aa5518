import type { StepResult } from "@waybill/sync";
import { clockSeam } from "../seams/clock-seam.ts";
import { judgeReceipts } from "./judge-told.ts";
import type { Link } from "./tab.ts";

/** Jobs of one stream that a worker does one after another. */
const most = 6;

/** A server's worker: each job is one step, with the pages and the time that it has. The next one may be another worker's, or somebody pulls meanwhile. */
export async function oneJob(link: Link, stream: string): Promise<void> {
  const { stage, process } = link;
  const { chance } = process;
  const clock = clockSeam(stage.world, process);
  for (let jobs = 0; jobs < most; jobs += 1) {
    stage.counter.count("jobs");
    const due = chance.is(0.4) ? -1 : chance.whole(0, 2000);
    const result = await step(link, stream, { maxPages: chance.whole(1, 5), deadline: clock.now() + due });
    const goesOn = result.state === "more" || result.state === "superseded";
    if (!goesOn || chance.is(0.25)) return;
    await clock.sleep(chance.whole(0, 600));
  }
}

/** One step, with every check. */
export async function oneStep(link: Link, stream: string): Promise<void> {
  await step(link, stream, { maxPages: link.process.chance.whole(1, 4) });
}

interface Limits {
  readonly maxPages: number;
  /** Epoch milliseconds. */
  readonly deadline?: number | undefined;
}

async function step(link: Link, stream: string, { maxPages, deadline = Infinity }: Limits): Promise<StepResult> {
  const { stage, process, connection } = link;
  const clock = clockSeam(stage.world, process);
  const { clockOffset } = process;
  // Over before it begins: one page is read all the same.
  const ended = stage.steps.begin({ process, stream, most: deadline < clock.now() ? 1 : maxPages });
  let result: StepResult | undefined;
  try {
    result = await connection.step(stream, { maxPages, ...(deadline < Infinity && { deadline }) });
  } finally {
    // By a clock that was set meanwhile the time may not have been over.
    ended(process.clockOffset === clockOffset ? result : undefined);
  }
  stage.counter.count(`step ${result.state}`);
  if (result.state === "done") judgeReceipts(link, [result.receipt]);
  return result;
}
