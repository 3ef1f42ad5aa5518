import type { Clock } from "@waybill/transport";
import { hashText } from "../record/hash-text.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import { isErased } from "../pull/ended-meanwhile.ts";
import { nextRun } from "../schedule/next-run.ts";
import type { CronReader, Schedule } from "../schedule/schedule.ts";
import { knownLife, lifeOf } from "../tabs/lease.ts";
import { createScheduler } from "../schedule/scheduler.ts";
import type { ScheduledStream, Scheduler } from "../schedule/scheduler.ts";
import type { Store } from "../store/contract.ts";
import { inBackground } from "./background.ts";
import type { LiveBoard } from "./live-board.ts";
import type { SyncOptions } from "./sync-streams.ts";

export interface StreamSchedulesParts {
  readonly clock: Clock;
  readonly id: string;
  readonly store: Store;
  readonly streams: readonly string[];
  readonly context: (stream: string) => StreamContext;
  readonly board: LiveBoard;
  readonly sync: (options: SyncOptions) => Promise<unknown>;
  readonly cron?: CronReader | undefined;
  /** One for all streams, or one for each by name; streams without one are pulled only when somebody asks. */
  readonly schedule?: Schedules | undefined;
}

/** By stream; `"*"` stands for those that are not named. */
export type Schedules = Readonly<Record<string, Schedule>>;

/** Schedules of the streams of one connection, and the scheduler that keeps them. */
export interface StreamSchedules extends Scheduler {
  /** Stops what was started before a commit. Default: whenever it was. */
  stop(before?: number): void;
  set(stream: string, schedule: Schedule): void;
}

/** What was stored when schedules were set going: they are of that connection, and not of what comes after an erasure. */
interface Start {
  /** Number of the store's last commit. */
  readonly head: number;
  life?: number | undefined;
}

/** A store that cannot tell is taken for one that was erased since. */
async function startOf({ store, id }: StreamSchedulesParts): Promise<Start> {
  try {
    const head = await store.head();
    return { head, life: await knownLife(store, id) };
  } catch {
    return { head: 0 };
  }
}

const manual: Schedule = Object.freeze({ kind: "manual" });

export function createStreamSchedules(parts: StreamSchedulesParts): StreamSchedules {
  const schedules = new Map(Object.entries(parts.schedule ?? {}));
  for (const schedule of schedules.values()) checkSchedule(parts, schedule);
  const of = (stream: string) => schedules.get(stream) ?? schedules.get("*") ?? manual;
  const scheduled = () => parts.streams.filter((stream) => of(stream).kind !== "manual");
  const scheduler = createScheduler({
    clock: parts.clock,
    cron: parts.cron,
    look: async () => {
      const found = await Promise.all(scheduled().map((stream) => look(parts, stream, of(stream))));
      return found.filter((one) => one !== undefined);
    },
    run: async (streams, ended) => {
      const known = start;
      const begun = await known;
      // A connection of which nothing was stored begins its life with the first run.
      begun.life ??= await lifeOf(parts.store, parts.id);
      return parts.sync({ streams, ended, life: begun.life }).catch((error: unknown) => {
        // Nobody told of it, or not yet.
        if (isErased(error) && known === start) scheduler.stop();
        throw error;
      });
    },
    planned: (at) => {
      for (const stream of parts.streams) {
        const nextRunAt = at.get(stream);
        if (parts.board.of(stream).nextRunAt !== nextRunAt) parts.board.set(stream, { nextRunAt });
      }
    },
  });
  let start: Promise<Start> = Promise.resolve({ head: 0 });
  return {
    ...scheduler,
    start: () => {
      start = startOf(parts);
      scheduler.start();
    },
    stop: (before) => {
      if (before === undefined) return scheduler.stop();
      const known = start;
      inBackground(async () => {
        if ((await known).head < before && known === start) scheduler.stop();
      });
    },
    set: (stream, schedule) => {
      checkSchedule(parts, schedule);
      schedules.set(stream, schedule);
      scheduler.poke();
    },
  };
}

/** What means nothing is told to whoever said it, not found out when the first run is due. */
function checkSchedule({ cron }: StreamSchedulesParts, schedule: Schedule): void {
  nextRun(schedule, 0, 0, { cron });
}

/** Nothing for a stream that waits for a person: when that ends, a commit says so. */
async function look(
  { context }: StreamSchedulesParts,
  stream: string,
  schedule: Schedule,
): Promise<ScheduledStream | undefined> {
  const { store, connection } = context(stream);
  const checkpoint = await store.checkpoint(connection, stream);
  if (checkpoint?.blocker !== undefined) return undefined;
  const { last, run } = checkpoint ?? {};
  const open = run !== undefined;
  return { stream, schedule, last: last?.finishedAt, open, spread: spreadOf(`${connection} ${stream}`) };
}

/** A stream's own share of the jitter, the same in every tab and after every restart. */
function spreadOf(name: string): number {
  return Number.parseInt(hashText(name).slice(0, 8), 16) / 2 ** 32;
}
