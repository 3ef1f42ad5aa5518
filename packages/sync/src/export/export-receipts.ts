import { newestFirst } from "../receipt/newest-first.ts";
import { receiptDigest } from "../receipt/run-receipt.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { Store } from "../store/contract.ts";
import { csvLine } from "./csv.ts";

export interface ReceiptExport {
  readonly connection: string;
  readonly stream: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A stream's receipts, newest first, as JSON: `{ connection, stream, head, receipts }`. `head` is the digest of the newest, noted before the receipts
 * were read; `verifyReceipts` checks a store against it later. A store knows no connector: of a misspelt stream there are none.
 */
export async function* exportReceipts(store: Store, what: ReceiptExport): AsyncGenerator<string> {
  const { connection, stream } = what;
  let before = "";
  for await (const receipt of newestFirst(store, what)) {
    const head = before === "" ? `${opening({ connection, stream, head: await receiptDigest(receipt) })}\n` : ",\n";
    yield `${head}${JSON.stringify(receipt)}`;
    before = ",";
  }
  yield before === "" ? `${opening({ connection, stream, head: null })}]}\n` : "\n]}\n";
}

/** The same as CSV: a line for each receipt, with its counts, what it cost, whether it was proven, and its failure's code. */
export async function* exportReceiptsCsv(store: Store, what: ReceiptExport): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const receipt of newestFirst(store, what)) yield csvLine(cells(receipt));
}

function opening(head: { readonly connection: string; readonly stream: string; readonly head: string | null }): string {
  return `${JSON.stringify(head).slice(0, -1)},"receipts":[`;
}

const counted = [
  "received",
  "created",
  "updated",
  "unchanged",
  "removed",
  "duplicate",
  "filtered",
  "quarantined",
  "swept",
] as const;

/** Those that only runs have, but for `of` of a replay. `proven` names by what, `unproven` says why not. */
const ofRuns = [
  "mode",
  "why",
  "since",
  "until",
  "of",
  "correlationId",
  "reported",
  "proven",
  "unproven",
  "pages",
  "requests",
  "retries",
  "waitedMs",
  "bytes",
] as const;

const columns = [
  "id",
  "kind",
  "outcome",
  "startedAt",
  "finishedAt",
  "attempts",
  ...counted,
  "failure",
  "previous",
  ...ofRuns,
];

type Cell = string | number | undefined;

function cells(receipt: Receipt): readonly Cell[] {
  const { id, kind, outcome, startedAt, finishedAt, attempts, failure, previous } = receipt;
  const counts = receipt.kind === "mutation" ? undefined : receipt.counts;
  const times = [startedAt, finishedAt].map((at) => new Date(at).toISOString());
  const told = toldOf(receipt);
  return [
    id,
    kind,
    outcome,
    ...times,
    attempts,
    ...counted.map((name) => counts?.[name]),
    failure?.code,
    previous,
    ...ofRuns.map((name) => told[name]),
  ];
}

function toldOf(receipt: Receipt): Partial<Record<(typeof ofRuns)[number], Cell>> {
  if (receipt.kind !== "run") {
    const { correlationId } = receipt;
    return receipt.kind === "mutation" ? { correlationId } : { correlationId, why: receipt.why, of: receipt.of };
  }
  const { completeness } = receipt;
  return { ...receipt, ...(completeness.proven ? { proven: completeness.by } : { unproven: completeness.why }) };
}
