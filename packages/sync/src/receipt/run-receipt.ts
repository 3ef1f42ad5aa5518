import type { Failure } from "@waybill/transport";
import type { OpenRun } from "../pull/checkpoint/open-run.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import { sha256 } from "./digest.ts";
import { receiptFormat } from "./receipt.ts";
import type { Completeness, Counts, ParentCounts, Receipt, RunOutcome, RunReceipt } from "./receipt.ts";

export interface RunEnd {
  readonly run: OpenRun;
  readonly connection: string;
  readonly stream: string;
  readonly finishedAt: number;
  readonly outcome: RunOutcome;
  readonly counts: Counts;
  readonly completeness: Completeness;
  readonly parents?: ParentCounts | undefined;
  /** Version of the checkpoint that the receipt is committed with. */
  readonly after: number;
  /** Digest of the stream's previous receipt. */
  readonly previous?: string | undefined;
  readonly failure?: Failure | undefined;
  readonly drift?: RunReceipt["drift"];
}

/** The account of a run that ended. Its id is the run's: a run has exactly one. */
export function runReceipt(end: RunEnd): RunReceipt {
  const { run } = end;
  const reported = run.parents?.reported ?? run.reported;
  return {
    kind: "run",
    format: receiptFormat,
    id: run.id,
    connection: end.connection,
    stream: end.stream,
    correlationId: run.correlationId,
    startedAt: run.startedAt,
    finishedAt: end.finishedAt,
    attempts: run.attempt,
    outcome: end.outcome,
    mode: run.mode,
    checkpoint: { before: run.before, after: end.after },
    counts: end.counts,
    completeness: end.completeness,
    pages: run.pages,
    requests: run.requests,
    retries: run.retries,
    waitedMs: run.waitedMs,
    bytes: run.bytes,
    digest: run.digest,
    ...(end.parents !== undefined && { parents: end.parents }),
    ...(end.drift !== undefined && end.drift.length > 0 && { drift: end.drift }),
    ...(run.log !== undefined && { log: run.log }),
    ...rangeRead(run),
    ...(run.why !== undefined && { why: run.why }),
    ...(reported !== undefined && { reported }),
    ...(end.previous !== undefined && { previous: end.previous }),
    ...(end.failure !== undefined && { failure: end.failure }),
  };
}

/** What may be told of the range that a run reads. Nothing of a classed field. */
export function rangeRead({ since, until, hidesRange }: OpenRun): Pick<RunReceipt, "since" | "until"> {
  if (hidesRange === true) return {};
  return { ...(since !== undefined && { since: since.value }), ...(until !== undefined && { until: until.value }) };
}

/** SHA-256 of a receipt in canonical form: what the next receipt of the stream names as its previous one. */
export async function receiptDigest(receipt: Receipt): Promise<string> {
  return sha256(canonicalJson(JSON.parse(JSON.stringify(receipt))));
}
