import type { Failure } from "@waybill/transport";
import type { Receipt, RunEvent, RunLog, RunReceipt } from "../receipt/receipt.ts";

/** What a run set out to do. */
export type Plan = Pick<RunReceipt, "mode" | "since" | "until" | "why">;

/** Something that held a run up or changed its course, in a sentence. */
export interface ToldEvent {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly what: string;
}

export function plannedBy(plan: Plan): string {
  const { mode, why } = plan;
  const what = plans[mode](plan);
  return why === undefined ? `${what} (${mode}).` : `${what} (${mode}): ${why}.`;
}

const plans: Readonly<Record<RunReceipt["mode"], (plan: Plan) => string>> = {
  full: () => "Read everything",
  incremental: ({ since }) => (since === undefined ? "Read what changed" : `Read what changed since ${since}`),
  backfill: ({ since, until }) =>
    `Read again what is dated ${since === undefined ? "in a range" : `from ${since} ${until === undefined ? "on" : `to ${until}`}`}`,
};

export function toldEvents(log: RunLog | undefined): readonly ToldEvent[] {
  if (log === undefined) return [];
  const told = log.events.map((event) => ({ at: event.at, what: textOf(event) }));
  const first = log.events[0]?.at ?? 0;
  return log.left === 0 ? told : [{ at: first, what: `${log.left} earlier events are left out.` }, ...told];
}

/** Another version of the package may have written it. */
function textOf(event: RunEvent): string {
  const texts: Partial<typeof eventTexts> = eventTexts;
  return texts[event.kind]?.(event) ?? `At page ${event.page}: ${event.kind}.`;
}

/** What each kind of event says. Complete by type: a new kind does not compile without its words. */
const eventTexts: Readonly<Record<RunEvent["kind"], (event: RunEvent) => string>> = {
  repeated: ({ page, retries = 0, waitedMs = 0 }) =>
    retries === 0
      ? `Page ${page} was asked for once, after ${spanOf(waitedMs)} of waiting.`
      : `Page ${page} was asked for ${retries + 1} times, with ${spanOf(waitedMs)} of waiting.`,
  waited: (event) => `Page ${event.page} failed with ${reasonOf(event)}${nextOf(event)}.`,
  restarted: (event) =>
    `At page ${event.page} the vendor no longer knew the position: ${reasonOf(event)}. The list was begun again${nextOf(event)}.`,
  widened: (event) =>
    `At page ${event.page} the vendor no longer had changes that old: ${reasonOf(event)}. More was read than planned${nextOf(event)}.`,
  blocked: (event) =>
    `Page ${event.page} was refused with ${reasonOf(event)}, and the run waited for the customer to reconnect.`,
  skewed: ({ aheadMs = 0 }) =>
    `The vendor's clock was ${aheadMs} ms ahead of this device's. The earlier one counts for what the next run asks for.`,
  "set-back": () =>
    "The vendor's clock showed less than the watermark, so it was set back. Everything was read instead of what changed.",
  left: ({ at, page, until = at, waitedMs = 0 }) =>
    `Nothing of it was stored for ${spanOf(waitedMs)} before page ${page}, until ${momentOf(until)}: it was paused, its tab or process was gone, or no job came.`,
  moved: ({ page }) =>
    `At page ${page} the list was not as it was before, or nothing showed that it was. It was read again from there, or from its beginning.`,
  "great-numbers": ({ page }) =>
    `Page ${page} held numbers beyond 2^53. Such numbers are kept as strings, so that no digit is lost.`,
};

function nextOf({ until }: RunEvent): string {
  return until === undefined ? "" : `, and the next attempt was due at ${momentOf(until)}`;
}

function reasonOf({ code, status }: Pick<RunEvent, "code" | "status">): string {
  return status === undefined ? `${code}` : `${code} (HTTP ${status})`;
}

/** What failed, and with what, behind another sentence. */
export function failureOf(failure: Failure | undefined, what = "It"): string {
  return failure === undefined ? "" : ` ${what} failed with ${failure.code}: ${failure.message}`;
}

/** Where the time of a run went, as far as it is known. `noted`: where its requests are; what an engine asked for since its last commit may be nowhere. */
export function timeOf(
  run: Pick<RunReceipt, "startedAt" | "attempts" | "requests" | "retries" | "waitedMs" | "log">,
  until: number,
  noted: string,
): string {
  const { startedAt, attempts, requests, retries, waitedMs, log } = run;
  const { events = [], left = 0 }: Partial<RunLog> = log ?? {};
  const waits: readonly (readonly [ms: number, what: string])[] = [
    [heldUp(events, until, false), "until attempts were due"],
    [waitedMs, "between retries and for the vendor's limits"],
    [heldUp(events, until, true), "until somebody went on with it"],
  ];
  const known = waits.flatMap(([ms, what]) => (ms > 0 ? [`${spanOf(ms)} ${what}`] : []));
  const asked = `${counted(requests, "request")}${retries === 0 ? "" : `, ${counted(retries, "retry", "retries")} among them`}`;
  const least = left > 0 ? "at least " : "";
  const waited = known.length === 0 ? "" : ` Of that, ${least}${known.join(", ")}.`;
  return `${spanOf(until - startedAt)} in ${counted(attempts, "attempt")} (${asked} by ${noted}).${waited}`;
}

/** Milliseconds that went by until somebody went on with it, or until an attempt was due. */
function heldUp(events: RunLog["events"], now: number, isLeft: boolean): number {
  const held = events.filter(({ kind, until }) => until !== undefined && (kind === "left") === isLeft);
  return held.reduce(
    (sum, { at, until = at, waitedMs }) => sum + (waitedMs ?? Math.max(0, Math.min(until, now) - at)),
    0,
  );
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Of a duration in milliseconds. */
function spanOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (ms < 10_000) return `${ms} ms`;
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

export function momentOf(at: number): string {
  return new Date(at).toISOString();
}

/** What it is called: a run by its mode. */
export function nameOf(receipt: Receipt): string {
  if (receipt.kind === "run") return `${receipt.mode} run`;
  return receipt.kind === "mutation" ? "write" : "replay";
}
