import type { Failure } from "@waybill/transport";
import { contractHash } from "../../connector/contract-hash.ts";
import { contractVersion } from "../../connector/contract.ts";
import type { Json } from "../../connector/json.ts";
import { noCounts } from "../../receipt/counts.ts";
import { hasClassedCursor } from "../../record/has-classed-key.ts";
import { mappingHash } from "../../record/mapping-hash.ts";
import { emptyDigest } from "../../receipt/digest.ts";
import { checkpointFormat } from "../checkpoint/checkpoint.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { Watermark } from "../checkpoint/cursor-value.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { firstPass } from "../proof/list-pass.ts";
import { start } from "../pagination/loop.ts";
import type { Pager } from "../pagination/pager.ts";
import type { StreamContext } from "../stream-context.ts";

/** What says how stored state is to be read. */
type Meaning = Pick<StreamContext, "contract" | "runtime" | "parameters" | "ancestors">;

/** A stream that nothing is known of yet. */
export function emptyCheckpoint(context: Meaning): Checkpoint {
  return { format: checkpointFormat, version: 0, contract: contractOf(context) };
}

/** What a stream's stored state stands on. It changes with the commit that begins a run, or ends a remap, and with no other. */
export function contractOf({ contract, runtime, parameters, ancestors }: Meaning): Checkpoint["contract"] {
  const mapping = mappingHash(contract, runtime);
  const hash = contractHash(contract, parameters, ancestors);
  return { version: contractVersion, hash, ...(mapping !== undefined && { mapping }) };
}

export interface NewRun {
  readonly mode: OpenRun["mode"];
  readonly since?: Watermark | undefined;
  readonly until?: Watermark | undefined;
  readonly token?: string | undefined;
  readonly why?: string | undefined;
  readonly pager: Pick<Pager, "first" | "shifts">;
  readonly before: number;
  readonly parents?: OpenRun["parents"];
  readonly windows?: OpenRun["windows"];
}

/** A run at its first page. */
export function beginRun(context: StreamContext, run: NewRun): OpenRun {
  const now = context.clock.now();
  return {
    id: context.newId(),
    mode: run.mode,
    correlationId: context.newId(),
    startedAt: now,
    attempt: 1,
    maxAttempts: context.settings.maxAttempts,
    before: run.before,
    since: run.since,
    until: run.until,
    ...(hasClassedCursor(context.contract) && { hidesRange: true }),
    token: run.token,
    why: run.why,
    position: start(run.pager.first),
    pass: firstPass(run.pager),
    counts: noCounts,
    pages: 0,
    requests: 0,
    retries: 0,
    waitedMs: 0,
    bytes: 0,
    ordered: true,
    digest: emptyDigest,
    progressedAt: now,
    parents: run.parents,
    windows: run.windows,
  };
}

/** The same run, tried again: the failure of the last attempt is over. */
export function nextAttempt(run: OpenRun): OpenRun {
  if (run.failure === undefined) return run;
  const { failure, nextAttemptAt: _, ...rest } = run;
  return { ...rest, attempt: counted(failure) ? run.attempt + 1 : run.attempt };
}

/** Being offline, or waiting for a customer, says nothing about the vendor, and burns no attempt. */
function counted({ code }: Failure): boolean {
  return code !== "offline" && code !== "unauthorized" && code !== "wrong_account";
}

/** The list again from its beginning, within the same run. Records read before are met again and change nothing. */
export function restartList(run: OpenRun, first: Json): OpenRun {
  const pass = run.pass === undefined ? undefined : { ...run.pass, joined: false, counted: false };
  const position = { ...start(first), ...(run.position.page > 0 && { countChange: "restarted" as const }) };
  return { ...run, position, pass, restarts: (run.restarts ?? 0) + 1, ordered: false };
}

/** Whether it reads one list after another, by parents or by windows, and all of them are the stream. */
export function isInParts({ parents, windows }: OpenRun): boolean {
  return parents !== undefined || windows !== undefined;
}

/** The run that was to read what changed, reading everything. `windows`: from the beginning, of a stream that is read window by window. */
export function readingAll(run: OpenRun, why: string, windows?: OpenRun["windows"]): OpenRun {
  return { ...run, mode: "full", since: undefined, token: undefined, windows, why };
}
