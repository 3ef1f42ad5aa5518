import type { Clock } from "@waybill/transport";
import { nextRun } from "./next-run.ts";
import type { NextRunOptions } from "./next-run.ts";
import type { Schedule } from "./schedule.ts";

/** What a scheduler looks at before it decides. */
export interface ScheduledStream {
  readonly stream: string;
  readonly schedule: Schedule;
  /** End of the last run, epoch milliseconds. */
  readonly last?: number | undefined;
  /** Whether a run is open: it goes on at once. */
  readonly open: boolean;
  /** This stream's share of the jitter. */
  readonly spread: number;
}

export interface SchedulerParts {
  readonly clock: Clock;
  readonly cron: NextRunOptions["cron"];
  /** Streams that nothing keeps from running, with what is stored of them now. `busy`: those that run need no look. */
  look(busy: ReadonlySet<string>): Promise<readonly ScheduledStream[]>;
  /** Begins runs, tells of each as it ends, and comes back when all have. */
  run(streams: readonly string[], ended: (stream: string) => void): Promise<unknown>;
  /** Told of every plan: streams that are not named have none. */
  planned(at: ReadonlyMap<string, number>): void;
}

export interface Scheduler {
  start(): void;
  /** Plans anew: a run ended, a schedule changed. */
  poke(): void;
  /** Begins no further run. Those under way are not its own to stop. */
  stop(): void;
}

/** Looked at again at least this often, so that a clock that was set, or a laptop that slept, delays nothing for long. Milliseconds. */
const lookAgainMs = 300_000;
/** A run that stopped without an end is not begun again sooner. Milliseconds. */
const restMs = 60_000;

/** Begins runs when they are due. {@link nextRun} decides; this waits. */
export function createScheduler(parts: SchedulerParts): Scheduler {
  const begun = new Map<string, number>();
  const ahead = new Map<number, number>();
  const running = new Set<string>();
  let life: AbortController | undefined;
  let nap = new AbortController();
  const ended = (stream: string): void => {
    running.delete(stream);
    nap.abort();
  };
  const begin = async (streams: readonly string[]): Promise<void> => {
    for (const stream of streams) {
      begun.set(stream, parts.clock.now());
      running.add(stream);
    }
    // One that has ended may have been begun again, by another turn, before the others of this one end.
    const own = new Set(streams);
    const over = (stream: string): void => {
      if (own.delete(stream)) ended(stream);
    };
    await parts.run(streams, over).catch(() => {});
    for (const stream of own) ended(stream);
  };
  const work = async (signal: AbortSignal): Promise<void> => {
    const since = parts.clock.now();
    while (!signal.aborted) {
      nap = new AbortController();
      // What is looked at while a run ends may still show it open.
      const busy = new Set(running);
      // A store that cannot be read now is asked again later; whatever a pull meets there becomes its own failure.
      const streams = await parts.look(busy).catch(() => []);
      if (signal.aborted) return;
      const now = parts.clock.now();
      const due = dueTimes(parts, { streams, begun, ahead, since, now });
      const ready = [...due].filter(([, at]) => at <= now).map(([stream]) => stream);
      if (ready.length > 0) void begin(ready);
      for (const stream of ready) due.delete(stream);
      parts.planned(due);
      await parts.clock
        .sleep(Math.min(lookAgainMs, ...[...due.values()].map((at) => at - now)), nap.signal)
        .catch(() => {});
    }
  };
  return {
    start: () => {
      if (life !== undefined) return;
      life = new AbortController();
      void work(life.signal);
    },
    poke: () => nap.abort(),
    stop: () => {
      life?.abort();
      life = undefined;
      nap.abort();
      parts.planned(new Map());
    },
  };
}

interface Outlook {
  readonly streams: readonly ScheduledStream[];
  /** When this scheduler last began each stream: a run that was cancelled leaves no other trace. */
  readonly begun: ReadonlyMap<string, number>;
  /** When each moment was noticed that is still to come, as a clock told it that was set back since. */
  readonly ahead: Map<number, number>;
  /** When the scheduler was started: a stream that never ran waits for the first tick after it. */
  readonly since: number;
  readonly now: number;
}

function dueTimes({ cron }: SchedulerParts, outlook: Outlook): Map<string, number> {
  const { streams, begun, since, now } = outlook;
  const due = new Map<string, number>();
  for (const { stream, schedule, last, open, spread } of streams) {
    const before = begun.get(stream);
    const at = open
      ? Math.max(now, (passed(outlook, before) ?? -Infinity) + restMs)
      : nextRun(
          schedule,
          passed(outlook, latest(last, before)) ?? (schedule.kind === "cron" ? since : undefined),
          now,
          { spread, cron },
        );
    if (at !== undefined && schedule.kind !== "manual") due.set(stream, at);
  }
  return due;
}

/** A moment that is still to come counts as the one at which that was noticed: as `now` at every look, it would hold the stream back until the clock is there. */
function passed({ ahead, now }: Outlook, at: number | undefined): number | undefined {
  if (at === undefined || at <= now) return at;
  const noticed = Math.min(ahead.get(at) ?? now, now);
  ahead.set(at, noticed);
  return noticed;
}

function latest(last: number | undefined, begun: number | undefined): number | undefined {
  return last === undefined ? begun : Math.max(last, begun ?? last);
}
