import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { contractVersion } from "../connector/contract.ts";
import type { StreamContract } from "../connector/contract.ts";
import { checkpointFormat } from "./checkpoint.ts";
import type { Checkpoint, OpenRun, RunMode, Watermark } from "./checkpoint.ts";

/** What a pull does with a stream as it finds it. */
export type Plan =
  | { readonly kind: "resume"; readonly run: OpenRun }
  | {
      readonly kind: "begin";
      readonly mode: RunMode;
      readonly since?: Watermark | undefined;
      readonly until?: Watermark | undefined;
    }
  /** The stored state means something else under this contract: end what is open and read everything again. */
  | { readonly kind: "resync"; readonly open: OpenRun | undefined; readonly why: string }
  | { readonly kind: "refuse"; readonly failure: Failure };

export interface PlanRequest {
  readonly checkpoint: Checkpoint;
  /** Hash of the contract in use. */
  readonly hash: string;
  /** What an incremental run goes on from: a watermark, or the parents that changed. Absent: nothing can be asked for changes. */
  readonly changes?: "watermark" | "parents" | undefined;
  /** Asked for; by default incremental wherever that is possible. An open run is always finished first. */
  readonly mode?: "full" | "incremental" | undefined;
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
export function planRun({ checkpoint, hash, changes, mode, range }: PlanRequest): Plan {
  const unreadable = unreadableCheckpoint(checkpoint);
  if (unreadable !== undefined) return { kind: "refuse", failure: unreadable };
  if (checkpoint.contract.hash !== hash) {
    const why =
      "the list, its key, cursor or paging, or what the connection asks of it changed, so everything is read again";
    return { kind: "resync", open: checkpoint.run, why };
  }
  if (checkpoint.run !== undefined) return { kind: "resume", run: checkpoint.run };
  if (range !== undefined) return { kind: "begin", mode: "backfill", since: range.from, until: range.to };
  if (mode === "full" || (mode === undefined && checkpoint.recount === true)) return { kind: "begin", mode: "full" };
  if (changes === "parents" && checkpoint.parents !== undefined) return { kind: "begin", mode: "incremental" };
  const since = changes === "watermark" ? checkpoint.watermark : undefined;
  return since === undefined ? { kind: "begin", mode: "full" } : { kind: "begin", mode: "incremental", since };
}

/** How a stream can be asked for what changed. */
export function changesAskedBy({ incremental, parent }: StreamContract): PlanRequest["changes"] {
  if (parent?.changesShowAt === "parent") return "parents";
  return incremental === undefined ? undefined : "watermark";
}

function unreadableCheckpoint(checkpoint: Checkpoint): Failure | undefined {
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
    `${what}. Starting again from nothing would hide what was stored, so the stream was not touched. ` +
    "Use the version of Waybill that wrote it, or erase the connection and sync it anew.";
  return failure("storage", { message, retryable: false, action: "report" });
}
