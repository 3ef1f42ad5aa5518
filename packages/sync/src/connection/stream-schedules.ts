import type { Connector } from "../connector/contract.ts";
import { hashText } from "../record/hash-text.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import { nextRun } from "../schedule/next-run.ts";
import type { CronReader, Schedule } from "../schedule/schedule.ts";
import { knownLife, lifeOf } from "../tabs/lease.ts";
import { inBackground } from "./background.ts";
import { createHeir } from "./heir.ts";
import type { HeirParts } from "./heir.ts";
import { createScheduler } from "../schedule/scheduler.ts";
import type { ScheduledStream, Scheduler } from "../schedule/scheduler.ts";
import type { LiveBoard } from "./live-board.ts";
import { requireStream } from "./require-runnable.ts";

export interface StreamSchedulesParts extends HeirParts {
  readonly context: (stream: string) => StreamContext;
  readonly connector: Pick<Connector, "streams">;
  readonly board: LiveBoard;
  readonly cron?: CronReader | undefined;
  /** One for all streams, or one for each by name; streams without one are pulled only when somebody asks. */
  readonly schedule?: Schedules | undefined;
}

/** By stream; `"*"` stands for those that are not named. */
export type Schedules = Readonly<Record<string, Schedule>>;

/** Schedules of the streams of one connection, the scheduler that keeps them, and the heir of other engines. */
export interface StreamSchedules extends Scheduler {
  /** Stops what was started before the connection was erased. */
  readonly erased: () => Promise<void>;
  set(stream: string, schedule: Schedule): void;
}

const manual: Schedule = Object.freeze({ kind: "manual" });

export function createStreamSchedules(parts: StreamSchedulesParts): StreamSchedules {
  const { store, id } = parts;
  const schedules = new Map(Object.entries(parts.schedule ?? {}));
  for (const [stream, schedule] of schedules) {
    if (stream !== "*") requireStream(parts.connector, stream);
    checkSchedule(parts, schedule);
  }
  const of = (stream: string) => schedules.get(stream) ?? schedules.get("*") ?? manual;
  const heir = createHeir(parts);
  const scheduled = (busy: ReadonlySet<string>) =>
    parts.streams.filter((stream) => of(stream).kind !== "manual" && !busy.has(stream));
  /** Of the connection, when schedules were set going: they are not of what comes after it. */
  let life: Promise<number> | undefined;
  const erased = async (): Promise<void> => {
    const known = life;
    const isOver = known !== undefined && (await known) !== (await knownLife(store, id));
    if (isOver && known === life) scheduler.stop();
  };
  const scheduler = createScheduler({
    clock: parts.clock,
    cron: parts.cron,
    look: async (busy) => {
      const streams = scheduled(busy);
      if (streams.length === 0) return [];
      const asked = (life ??= lifeOf(store, id));
      asked.catch(() => {
        // One that was asked for since stands.
        if (life === asked) life = undefined;
      });
      await asked;
      const found = await Promise.all(streams.map((stream) => look(parts, stream, of(stream))));
      return found.filter((one) => one !== undefined);
    },
    // Nobody may have told of an erasure, or not yet.
    run: (streams, ended) => parts.sync({ streams, ended, life }).finally(() => inBackground(erased)),
    planned: (at) => {
      for (const stream of parts.streams) {
        const nextRunAt = at.get(stream);
        if (parts.board.of(stream).nextRunAt !== nextRunAt) parts.board.set(stream, { nextRunAt });
      }
    },
  });
  return {
    ...scheduler,
    erased,
    start: () => {
      life = undefined;
      scheduler.start();
      scheduler.poke();
      heir.start();
    },
    stop: () => {
      scheduler.stop();
      heir.stop();
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
