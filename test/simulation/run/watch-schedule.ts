import type { Receipt } from "@waybill/sync";
import { hold } from "../checks/violation.ts";
import { beginning } from "../seams/clock-seam.ts";
import type { Limits } from "../world/world.ts";
import type { Stage } from "./stage.ts";
import type { Tab } from "./tab.ts";

/** Runs of each stream that are waited for. */
const times = 3;
/** Longest time that runs which are due together wait for each other, milliseconds. */
const patienceMs = 15_000;
/** Ticks that are missed on the way. */
const missed = 4;

/** Without any trouble each stream is read when it is due, and ticks that nobody was awake for are one run. */
export async function watchSchedule(tab: Tab, limits: Limits): Promise<void> {
  const [link] = tab.links;
  const everyMs = link?.stage.scenario.everyMs;
  if (link === undefined || everyMs === undefined) return;
  const { world } = link.stage;
  const before = new Set(tab.links.flatMap(({ stage }) => idsOf(stage)));
  const isBroken = (): boolean => link.stage.violation !== undefined;
  const passing = async (ms: number): Promise<void> => {
    const end = await world.until(isBroken, { ...limits, until: world.now() + ms });
    if (end === "too much") throw new Error("Schedules go on without end.");
  };
  tab.waybill.start();
  await passing(times * (everyMs + patienceMs));
  const frozen = world.now();
  tab.process.freeze(missed * everyMs);
  await passing((missed + 1) * everyMs + patienceMs);
  const stopped = tab.waybill.stop();
  await passing(patienceMs);
  if (isBroken()) return;
  await stopped;
  const watched = { everyMs, before, frozen, woken: frozen + missed * everyMs };
  for (const { stage } of tab.links) await judgeRuns(stage, watched);
}

const idsOf = ({ watches }: Stage): readonly string[] =>
  [...watches.values()].flatMap(({ keptReceipts }) => keptReceipts.ids);

/** Times are milliseconds since the beginning. */
interface Watched {
  readonly everyMs: number;
  /** Receipts of what ran before. */
  readonly before: ReadonlySet<string>;
  readonly frozen: number;
  readonly woken: number;
}

async function judgeRuns(stage: Stage, watched: Watched): Promise<void> {
  const { items } = await stage.store.receipts(stage.connection, { limit: 1000 });
  const all = items.filter((receipt) => receipt.kind === "run" && !watched.before.has(receipt.id)).toReversed();
  const isSlow = all.map(timesOf).some((run) => lasts(run, watched) > patienceMs / 3);
  for (const { name } of stage.scenario.streams) {
    const since = all.filter(({ stream }) => stream === name).map(timesOf);
    const told = (): string =>
      `${stage.connection} ${name} ran at ${JSON.stringify(since)}, and is due every ${watched.everyMs}`;
    const isOften = isSlow || since.length > times;
    hold(
      isOften && since.every((run, index) => isDue(run, { last: since[index - 1], isSlow, watched })),
      "schedule",
      told,
    );
  }
}

interface Times {
  /** Milliseconds since the beginning. */
  readonly startedAt: number;
  readonly finishedAt: number;
}

const timesOf = ({ startedAt, finishedAt }: Receipt): Times => ({
  startedAt: startedAt - beginning,
  finishedAt: finishedAt - beginning,
});

/** How long it was at work: a vendor that has become slow lets others wait for their turn. */
function lasts({ startedAt, finishedAt }: Times, { frozen, woken }: Watched): number {
  return finishedAt - startedAt - Math.max(0, Math.min(finishedAt, woken) - Math.max(startedAt, frozen));
}

interface Before {
  readonly last: Times | undefined;
  readonly isSlow: boolean;
  readonly watched: Watched;
}

function isDue({ startedAt }: Times, { last, isSlow, watched }: Before): boolean {
  if (last === undefined) return true;
  const { everyMs, frozen, woken } = watched;
  const due = last.finishedAt + everyMs;
  const isAsleep = due + patienceMs > frozen && due < woken;
  const latest = (isAsleep ? woken : due) + patienceMs;
  return startedAt >= due && (isSlow || startedAt <= latest);
}
