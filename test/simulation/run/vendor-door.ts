import type { FaultKind } from "@waybill/emulator";
import type { StreamWatch } from "../checks/stream-watch.ts";
import { Broken } from "../checks/violation.ts";
import { faultNamed } from "../plan/fault-catalogue.ts";
import type { PlannedFault } from "../plan/scenario.ts";
import { beginning } from "../seams/clock-seam.ts";
import type { Version } from "../vendor/source.ts";
import type { Process } from "../world/process.ts";
import { askedWho } from "./account-door.ts";
import type { Stage } from "./stage.ts";
import { streamAsked } from "./stream-asked.ts";

/** What one request met. */
interface Met {
  readonly stream: string;
  /** Names of faults. */
  readonly faults: readonly string[];
}

/** The vendor, and what it did to whoever asked: a door that keeps a list. */
export function vendorDoor(stage: Stage, process: Process): (request: Request) => Promise<Response> {
  const answer = vendorAnswer(stage, process);
  return async (request) => {
    judgeOwn(stage, request);
    return askedWho(stage, request) ?? answer(request);
  };
}

function vendorAnswer(stage: Stage, process: Process): (request: Request) => Promise<Response> {
  const { emulator } = stage;
  return async (request) => {
    const stream = streamAsked(request.url);
    // What a request moved whose answer never came is seen before the next one is answered.
    if (movesByItself(stage, stream)) stage.source.look(stream);
    await judged(stage, stream, { process, request });
    note(stage, { stream, faults: unsaid(stage, stream) });
    // Between two requests nothing is on its way to the log.
    const { calls, total } = emulator.stats();
    if (calls.length > 20) emulator.clearLog();
    let response: Response | undefined;
    try {
      response = await emulator.fetch(request);
      return response;
    } finally {
      const entry = emulator.stats().calls.findLast((each) => each.number === total + 1 && each.stream === stream);
      stage.refusals.answered(stage.watches.has(stream) ? stream : undefined, response?.status ?? 0);
      const faults = [...(entry?.fault?.split(" ") ?? []), ...(isSkewed(stage, response) ? ["clock_skew"] : [])];
      stage.trace(() => `    ${request.method} ${stream} ${entry?.query} ${entry?.status} ${faults.join(" ")}`);
      if (movesByItself(stage, stream)) stage.source.look(stream);
      note(stage, { stream, faults });
    }
  };
}

/** Nothing of one connection reaches another: no request carries the other's tokens. */
function judgeOwn(stage: Stage, request: Request): void {
  const { all, connection } = stage;
  const other = all.find((each) => each !== stage && each.keptTokens.areIn(request));
  if (other === undefined) return;
  const what = `${connection} asks for ${request.url} with tokens of ${other.connection}`;
  stage.report(new Broken({ promise: "connections", what }));
}

/** Faults under which records come and go with the requests. */
const moving: readonly FaultKind[] = ["moving_records", "random"];

const movesByItself = ({ scenario }: Stage, stream: string): boolean =>
  scenario.faults.some((planned) => planned.stream === stream && moving.includes(planned.rule.fault));

async function judged(stage: Stage, stream: string, by: { process: Process; request: Request }): Promise<void> {
  try {
    await stage.watches.get(stream)?.asked(by.process, by.request);
  } catch (error) {
    stage.report(error);
  }
}

/**
 * Faults that the vendor's log does not name, or calls a broken connection: they let an answer be as it is, keep it back, or end what it rests on. The plan
 * says which requests they strike.
 */
const unnamed: readonly FaultKind[] = ["slow", "stalled_body", "outage", "expired_token", "revoked"];

/** Which of them strike the request that is about to arrive. */
function unsaid({ scenario, arrivals }: Stage, stream: string): readonly FaultKind[] {
  const nth = (arrivals.get(stream) ?? 0) + 1;
  arrivals.set(stream, nth);
  return scenario.faults
    .filter((planned) => planned.stream === stream && strikes(planned, nth))
    .map(({ rule }) => rule.fault)
    .filter((fault) => unnamed.includes(fault));
}

const strikes = ({ rule: { when } }: PlannedFault, nth: number): boolean => [when?.request ?? []].flat().includes(nth);

/** The vendor's log does not say that its clock was wrong. */
function isSkewed({ world }: Stage, response: Response | undefined): boolean {
  const date = Date.parse(response?.headers.get("date") ?? "");
  return Math.abs(date - beginning - world.now()) > 2000;
}

/**
 * Whether records went since the run of a stream began, or left the time that it asks for: as many as are missing, and the count agrees. Where nothing but
 * that happened to the one list that it reads, its pages show that the count fell.
 */
function mayAgree({ source, watches }: Stage, stream: string): boolean {
  const { began = 0, checkpoint } = watches.get(stream) ?? {};
  const changed = [...source.histories(stream).values()].filter((versions) => isSince(versions, began));
  const isShown = isReadOnce(checkpoint?.run) && changed.every((versions) => versions.at(-1)?.text === undefined);
  return !isShown && changed.some((versions) => versions.length > 1);
}

/** Whether a run reads everything by one list, and has not begun it again. */
function isReadOnce(run: NonNullable<StreamWatch["checkpoint"]>["run"]): boolean {
  if (run?.mode !== "full" || run.restarts !== undefined) return false;
  return run.pass === undefined && run.parents === undefined && run.windows === undefined;
}

const isSince = (versions: readonly Version[], began: number): boolean => (versions.at(-1)?.from ?? 0) >= began;

function note(stage: Stage, { stream, faults }: Met): void {
  const { coverage, scenario, watches } = stage;
  const watch = watches.get(stream);
  if (watch === undefined || faults.length === 0) return;
  coverage.struck(stream, faults);
  // What contradicts a count is found by it only where the vendor did not say another one meanwhile.
  const isCounted = watch.plan.total && !coverage.suffers(stream, "changing_totals");
  for (const { stream: struck, rule } of scenario.faults) {
    if (struck !== stream || !coverage.suffers(stream, rule.fault)) continue;
    const { lie } = faultNamed(rule.fault);
    watch.lied(lie({ ...watch.plan, total: isCounted }, { ...rule.options }));
    const isHidden = lie({ ...watch.plan, total: false }, { ...rule.options }) === "presence";
    if (isHidden && watch.plan.total && mayAgree(stage, stream)) watch.countsByChance();
  }
}
