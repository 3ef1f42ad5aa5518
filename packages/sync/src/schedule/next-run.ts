import { quietUntil } from "./quiet-hours.ts";
import type { CronReader, Schedule } from "./schedule.ts";

export interface NextRunOptions {
  /** This stream's share of the jitter, in [0, 1). Default 0. */
  readonly spread?: number | undefined;
  /** Reads cron expressions: `cron` of `@waybill/sync/cron`. */
  readonly cron?: CronReader | undefined;
}

/**
 * When a stream is due: epoch milliseconds, `now` when it is due already, `undefined` when never. Pure. However many moments were missed (a closed
 * laptop, a long run), they make one run. A `last` in the future, after a clock was set back, counts as now.
 * @param last End of the stream's last run, epoch milliseconds; absent when it never ran.
 * @throws RangeError for a cron schedule without a reader, and for a kind, expression, interval, jitter or quiet hours that mean nothing.
 */
export function nextRun(
  schedule: Schedule,
  last: number | undefined,
  now: number,
  options: NextRunOptions = {},
): number | undefined {
  if (schedule.kind === "manual") return undefined;
  const tick = nextTick(schedule, last === undefined ? undefined : Math.min(last, now), { now, cron: options.cron });
  if (tick === undefined) return undefined;
  const due = Math.max(now, tick + Math.floor(jitterMs(schedule) * (options.spread ?? 0)));
  return schedule.quiet === undefined ? due : quietUntil(schedule.quiet, due);
}

function nextTick(
  schedule: Exclude<Schedule, { kind: "manual" }>,
  last: number | undefined,
  { now, cron }: { readonly now: number; readonly cron: CronReader | undefined },
): number | undefined {
  switch (schedule.kind) {
    case "interval":
      return last === undefined ? now : last + everyMs(schedule);
    case "cron":
      return reader(cron)(schedule, last ?? now);
    default:
      schedule satisfies never;
      throw new RangeError('A schedule is of the kind "manual", "interval" or "cron".');
  }
}

/** Less than a second, or no number at all, would ask the vendor without end. */
function everyMs({ everyMs: every }: { readonly everyMs: number }): number {
  if (isNumber(every) && every >= 1000) return every;
  throw new RangeError(`An interval is at least 1000 milliseconds, and this one is ${every}.`);
}

/** What is no time would be due at no time, and asked for without end. */
function jitterMs({ jitterMs: most = 0 }: { readonly jitterMs?: number | undefined }): number {
  if (isNumber(most) && most >= 0 && most < Infinity) return most;
  throw new RangeError(`A jitter is 0 or more milliseconds, and this one is ${most}.`);
}

/** Schedules are stored and sent: text of digits compares as a number, and adds as text. */
function isNumber(given: unknown): boolean {
  return typeof given === "number";
}

function reader(cron: CronReader | undefined): CronReader {
  if (cron !== undefined) return cron;
  throw new RangeError(
    'A cron schedule needs a reader: createWaybill({ cron }), with `import { cron } from "@waybill/sync/cron"`.',
  );
}
