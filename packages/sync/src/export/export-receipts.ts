import { receiptDigest } from "../receipt/run-receipt.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { Store } from "../store/contract.ts";
import { csvLine } from "./csv.ts";

export interface ReceiptExport {
  readonly connection: string;
  readonly stream: string;
  readonly signal?: AbortSignal | undefined;
}

/** Receipts of one read. */
const limit = 100;

/**
 * A stream's receipts, newest first, as JSON: `{ connection, stream, head, receipts }`. `head` is the digest of the newest, noted before the receipts
 * were read; `verifyReceipts` checks a store against it later.
 */
export async function* exportReceipts(store: Store, what: ReceiptExport): AsyncGenerator<string> {
  const { connection, stream } = what;
  let before = "";
  for await (const receipt of receiptsOf(store, what)) {
    const head = before === "" ? `${opening({ connection, stream, head: await receiptDigest(receipt) })}\n` : ",\n";
    yield `${head}${JSON.stringify(receipt)}`;
    before = ",";
  }
  yield before === "" ? `${opening({ connection, stream, head: null })}]}\n` : "\n]}\n";
}

/** The same as CSV: a line for each receipt, with its counts, and its failure's code. */
export async function* exportReceiptsCsv(store: Store, what: ReceiptExport): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const receipt of receiptsOf(store, what)) yield csvLine(cells(receipt));
}

async function* receiptsOf(store: Store, { connection, stream, signal }: ReceiptExport): AsyncGenerator<Receipt> {
  let cursor: string | undefined;
  do {
    signal?.throwIfAborted();
    const page = await store.receipts(connection, { stream, limit, cursor });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
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

const columns = ["id", "kind", "outcome", "startedAt", "finishedAt", "attempts", ...counted, "failure", "previous"];

function cells(receipt: Receipt): readonly (string | number | undefined)[] {
  const { id, kind, outcome, startedAt, finishedAt, attempts, failure, previous } = receipt;
  const counts = receipt.kind === "mutation" ? undefined : receipt.counts;
  const times = [startedAt, finishedAt].map((at) => new Date(at).toISOString());
  return [id, kind, outcome, ...times, attempts, ...counted.map((name) => counts?.[name]), failure?.code, previous];
}
