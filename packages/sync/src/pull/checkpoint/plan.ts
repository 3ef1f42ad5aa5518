import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { contractVersion } from "../../connector/contract.ts";
import type { StreamContract } from "../../connector/contract.ts";
import { checkpointFormat } from "./checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Watermark } from "./cursor-value.ts";
import type { OpenRun, RunMode } from "./open-run.ts";

/** What a pull does with a stream as it finds it. */
export type Plan =
  | { readonly kind: "resume"; readonly run: OpenRun }
  | {
      readonly kind: "begin";
      readonly mode: RunMode;
      readonly since?: Watermark | undefined;
      readonly until?: Watermark | undefined;
      readonly token?: string | undefined;
      readonly why?: string | undefined;
    }
  /** The stored state means something else under this contract: end what is open and read everything again. */
  | { readonly kind: "resync"; readonly open: OpenRun | undefined; readonly why: string }
  | { readonly kind: "refuse"; readonly failure: Failure };

export interface PlanRequest {
  readonly checkpoint: Checkpoint;
  /** Hash of the contract in use. */
  readonly hash: string;
  /** What an incremental run goes on from: a watermark, the vendor's token, or the parents that changed. Absent: nothing can be asked for changes. */
  readonly changes?: "watermark" | "token" | "parents" | undefined;
  /** Asked for; by default incremental wherever that is possible. An open run is always finished first. */
  readonly mode?: "full" | "incremental" | undefined;
  /** Whether the last whole read is too long ago. Default false. */
  readonly isWholeDue?: boolean | undefined;
  /** Whether a whole read failed so lately that only a person may ask for the next one. Default false. */
  readonly isWholeHeld?: boolean | undefined;
  /** Read this range, whatever is known of the stream. */
  readonly range?: BackfillRange | undefined;
}

/** Cursor-field values, both included. */
export interface BackfillRange {
  readonly from: Watermark;
  /** Default: no bound. */
  readonly to?: Watermark | undefined;
}

/** Decides how a stream goes on. A checkpoint that cannot be read is refused, never taken for "none" (promise P11). */
export function planRun({ checkpoint, hash, changes, mode, isWholeDue, isWholeHeld, range }: PlanRequest): Plan {
  const unreadable = unreadableCheckpoint(checkpoint);
  if (unreadable !== undefined) return { kind: "refuse", failure: unreadable };
  if (checkpoint.contract.hash !== hash) {
    const why =
      "the list, its key, cursor or paging, or what the connection asks of it changed, so everything is read again";
    return { kind: "resync", open: checkpoint.run, why };
  }
  if (checkpoint.run !== undefined) return { kind: "resume", run: checkpoint.run };
  if (range !== undefined) return { kind: "begin", mode: "backfill", since: range.from, until: range.to };
  const mayWiden = mode === undefined && isWholeHeld !== true;
  if (mode === "full" || (mayWiden && checkpoint.recount === true)) return { kind: "begin", mode: "full" };
  const read = changesSince(checkpoint, changes);
  return read.mode === "incremental" && mayWiden && isWholeDue === true
    ? { kind: "begin", mode: "full", why: "it is time to see what no change tells of, so everything is read again" }
    : read;
}

/** What changed, where it can be asked for and is known since when; else everything. */
function changesSince(
  { watermark, token, parents }: Checkpoint,
  changes: PlanRequest["changes"],
): Extract<Plan, { readonly kind: "begin" }> {
  if (changes === "parents" && parents !== undefined) return { kind: "begin", mode: "incremental" };
  if (changes === "token" && token !== undefined) return { kind: "begin", mode: "incremental", token };
  if (changes === "watermark" && watermark !== undefined) {
    return { kind: "begin", mode: "incremental", since: watermark };
  }
  return { kind: "begin", mode: "full" };
}

/**
 * Whether the last whole read is longer ago than may be. A clock that was set tells nothing, and counts as long; so does a checkpoint from before this
 * was written down, for incremental runs never say it, and the whole read would never come.
 */
export function wholeIsDue({ wholeAt }: Pick<Checkpoint, "wholeAt">, now: number, wholeEveryMs: number): boolean {
  if (wholeEveryMs === Infinity) return false;
  return wholeAt === undefined || Math.abs(now - wholeAt) >= wholeEveryMs;
}

const hourMs = 3_600_000;

/**
 * Whether changes alone are read for now: a whole read that did not reach its end is tried again after an hour, then after two, at last once a day. Else
 * one that always fails would let nothing that is new arrive. A clock that was set ends the wait.
 */
export function wholeIsHeld({ wholeTried }: Pick<Checkpoint, "wholeTried">, now: number): boolean {
  if (wholeTried === undefined) return false;
  return Math.abs(now - wholeTried.at) < Math.min(24, 2 ** (wholeTried.times - 1)) * hourMs;
}

/** How a stream can be asked for what changed. */
export function changesAskedBy({ incremental, syncToken, parent }: StreamContract): PlanRequest["changes"] {
  if (parent?.changesShowAt === "parent") return "parents";
  if (syncToken !== undefined) return "token";
  return incremental === undefined ? undefined : "watermark";
}

export function unreadableCheckpoint(checkpoint: Checkpoint): Failure | undefined {
  // Typed as the present format; stored data may be of another.
  const { format }: { readonly format: number } = checkpoint;
  if (format !== checkpointFormat) {
    return refused(`The stored checkpoint has format ${format}, and this version reads format ${checkpointFormat}`);
  }
  const { version } = checkpoint.contract;
  if (version === contractVersion) return undefined;
  return refused(`The checkpoint was made under contract version ${version}, and this is version ${contractVersion}`);
}

function refused(what: string): Failure {
  const message =
    `${what}. To keep what is stored, nothing was touched. ` +
    "Use the version that wrote it, or erase the connection and sync it anew.";
  return failure("storage", { message, retryable: false, action: "report" });
}
