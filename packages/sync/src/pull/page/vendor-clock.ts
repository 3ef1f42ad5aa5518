import type { OpenRun } from "../checkpoint/open-run.ts";
import type { ReadPage } from "./read-page.ts";

/** What the first answer of a run tells of the vendor's clock. */
export interface ClockReading {
  /** No later than the vendor's clock when it began to answer, epoch milliseconds. */
  readonly vendorTime: number;
  /** By how much the vendor's clock is ahead of this device's, where that is more than clocks differ; milliseconds. */
  readonly aheadMs?: number | undefined;
}

/** This device's side of a reading. */
export interface DeviceClock {
  /** When the answer had come, epoch milliseconds. */
  readonly now: number;
  /** How far the two clocks may differ before one of them is wrong. */
  readonly clockSkewMs: number;
}

/**
 * `Date` is written at the end of an answer, and what changed in between may not be in the page: the time that it took is subtracted. Where the
 * vendor's clock runs ahead of this device's, one of the two is wrong, and which cannot be told: records may be stamped by a third that is right.
 * The earlier one is taken: at worst, records are read again. `undefined`: the answer has no readable `Date`.
 */
export function readVendorClock(
  page: Pick<ReadPage, "header" | "tookMs">,
  device: DeviceClock,
): ClockReading | undefined {
  const date = dateOf(page);
  if (date === undefined) return undefined;
  const tookMs = Math.ceil(page.tookMs);
  const aheadMs = date - device.now;
  if (aheadMs <= device.clockSkewMs) return { vendorTime: date - tookMs };
  return { vendorTime: device.now - device.clockSkewMs - tookMs, aheadMs };
}

/** Servers of one vendor differ by as much, and none of them was set. */
const serversDifferMs = 5000;

/**
 * Whether the vendor's clock shows less than the watermark, which is never later than an earlier answer: it was set back. What changed since is stamped
 * with times that this run would not ask for.
 */
export function wasSetBack({ mode, since, pages }: OpenRun, page: Pick<ReadPage, "header">): boolean {
  if (mode !== "incremental" || pages > 0 || since?.at === undefined) return false;
  const date = dateOf(page);
  return date !== undefined && date < since.at - serversDifferMs;
}

/** The latest time that a record of this page may be stamped with: this device's clock may be behind the vendor's. */
export function latestStamp(page: Pick<ReadPage, "header">, { now, clockSkewMs }: DeviceClock): number {
  return Math.max(now, dateOf(page) ?? now) + clockSkewMs;
}

function dateOf({ header }: Pick<ReadPage, "header">): number | undefined {
  const at = Date.parse(header("date") ?? "");
  return Number.isNaN(at) ? undefined : at;
}
