import { Cron } from "croner";
import type { CronReader } from "./schedule.ts";

/**
 * Reads cron expressions (croner: five fields, or six with seconds, `L`, `W` and `#`). For `createWaybill({ cron })` and `nextRun`.
 * @throws RangeError for an expression or a zone that means nothing.
 */
export const cron: CronReader = ({ expression, timeZone = "UTC" }, after) => {
  try {
    return new Cron(expression, { timezone: timeZone, paused: true }).nextRun(new Date(after))?.getTime();
  } catch (cause) {
    throw new RangeError(`"${expression}" in the zone ${timeZone} is no cron expression that can be read.`, { cause });
  }
};
