import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import type { Page, Store } from "../store/contract.ts";
import { knownLife } from "../tabs/lease.ts";
import { countsHold } from "./counts.ts";
import { newestFirst, receiptsAtOnce } from "./newest-first.ts";
import type { Receipt } from "./receipt.ts";
import { receiptDigest } from "./run-receipt.ts";

/** One stream of one connection. */
export interface ReceiptPlace {
  readonly connection: string;
  readonly stream: string;
}

export interface VerifyOptions {
  /** A head that was noted or exported earlier: it must still be in the chain. It proves more than the store's own head, which lies beside the receipts. */
  readonly head?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What the chain of a stream's receipts shows. */
export type ReceiptsVerdict =
  | {
      readonly ok: true;
      readonly checked: number;
      /** Digest of the newest receipt; note it somewhere else, and it proves the chain up to it. Absent: there is no receipt. */
      readonly head: string | undefined;
      /** Receipts that retention removed, and that the chain still stands on. */
      readonly removed: number;
    }
  | {
      readonly ok: false;
      readonly checked: number;
      /**
       * `altered`: a receipt is not what its successor, or the head, says. `missing`: one that is named is not there. `counts`: what it says of its
       * records does not add up. `head`: the head that was noted is not in the chain. `erased`: the connection was erased meanwhile, and its receipts with it.
       * `unknown`: nothing is stored of the stream, as it was never run or has another name; the message says which have receipts.
       */
      readonly problem: "altered" | "missing" | "counts" | "head" | "erased" | "unknown";
      /** Receipt at which it showed. */
      readonly receipt?: string | undefined;
      readonly message: string;
    };

type Broken = Extract<ReceiptsVerdict, { readonly ok: false }>;

/**
 * Checks every receipt of a stream against the one after it, from the head of the chain to its beginning or to the anchor that retention left. Shows
 * loss and changes; someone who can write to the store could make a whole chain anew, which only a head that was noted elsewhere shows.
 */
export async function verifyReceipts(
  store: Source,
  place: ReceiptPlace,
  options: VerifyOptions = {},
): Promise<ReceiptsVerdict> {
  let life = await knownLife(store, place.connection);
  for (;;) {
    const { checkpoint, page } = await consistent(store, place);
    const verdict = await followed(store, place, { ...options, checkpoint, page });
    const now = await knownLife(store, place.connection);
    if (life !== undefined && now !== life) return { ok: false, checked: 0, problem: "erased", message: erased };
    life = now;
    if (verdict.ok && checkpoint === undefined) return unknown(store, place);
    if (verdict.ok || (await anchorOf(store, place)) === checkpoint?.receiptAnchor?.digest) return verdict;
    // Retention took away what was about to be read.
  }
}

/** An empty chain holds, and says nothing of a stream by whose name nothing is stored. */
async function unknown(store: Source, { connection, stream }: ReceiptPlace): Promise<Broken> {
  const names = new Set<string>();
  for await (const receipt of newestFirst(store, { connection })) names.add(receipt.stream);
  const message =
    `Nothing is stored of a stream "${stream}" of the connection "${connection}", so there are no receipts to check: ` +
    `it was never run here, was erased, or has another name. Streams with receipts: ${[...names].join(", ") || "none"}.`;
  return { ok: false, checked: 0, problem: "unknown", message };
}

async function anchorOf(store: Source, { connection, stream }: ReceiptPlace): Promise<string | undefined> {
  return (await store.checkpoint(connection, stream))?.receiptAnchor?.digest;
}

interface Following extends VerifyOptions {
  readonly checkpoint: Checkpoint | undefined;
  readonly page: Page<Receipt>;
}

async function followed(
  store: Source,
  place: ReceiptPlace,
  { checkpoint, page, ...options }: Following,
): Promise<ReceiptsVerdict> {
  const wanted = options.head;
  const found = wanted === undefined || wanted === checkpoint?.receiptAnchor?.digest;
  let link: Link = { checked: 0, expected: checkpoint?.receiptDigest, found };
  for await (const receipt of newestFirst(store, { ...place, first: page })) {
    options.signal?.throwIfAborted();
    const next = await follow(link, receipt, wanted);
    if ("ok" in next) return next;
    link = next;
  }
  return ended(link, checkpoint);
}

function ended({ checked, expected, found }: Link, checkpoint: Checkpoint | undefined): ReceiptsVerdict {
  const anchor = checkpoint?.receiptAnchor;
  if (expected !== anchor?.digest) return { ok: false, checked, problem: "missing", message: lost };
  if (!found) return { ok: false, checked, problem: "head", message: unknownHead };
  return { ok: true, checked, head: checkpoint?.receiptDigest, removed: anchor?.receipts ?? 0 };
}

type Source = Pick<Store, "checkpoint" | "receipts" | "lease">;

/** How far the chain was followed. */
interface Link {
  readonly checked: number;
  /** Digest that the next receipt must have. */
  readonly expected: string | undefined;
  /** Whether the head that was noted came by. */
  readonly found: boolean;
}

async function follow({ checked, expected, found }: Link, receipt: Receipt, wanted?: string): Promise<Link | Broken> {
  const digest = await receiptDigest(receipt);
  const wrong = problemOf(receipt, { digest, expected });
  if (wrong !== undefined) return { ok: false, checked, receipt: receipt.id, ...wrong };
  return { checked: checked + 1, expected: receipt.previous, found: found || digest === wanted };
}

/** The newest receipts and the checkpoint of the same moment: where a run ends in between, or old receipts go, they are read again, not called tampering. */
async function consistent(
  store: Source,
  { connection, stream }: ReceiptPlace,
): Promise<{ readonly checkpoint: Checkpoint | undefined; readonly page: Page<Receipt> }> {
  let checkpoint = await store.checkpoint(connection, stream);
  for (;;) {
    const page = await store.receipts(connection, { stream, limit: receiptsAtOnce });
    const now = await store.checkpoint(connection, stream);
    const isSame = now?.receiptDigest === checkpoint?.receiptDigest;
    if (isSame && now?.receiptAnchor?.digest === checkpoint?.receiptAnchor?.digest) return { checkpoint: now, page };
    checkpoint = now;
  }
}

function problemOf(
  receipt: Receipt,
  { digest, expected }: { readonly digest: string; readonly expected: string | undefined },
): Pick<Broken, "problem" | "message"> | undefined {
  if (digest !== expected) return { problem: "altered", message: altered };
  if ("counts" in receipt && !countsHold(receipt.counts)) return { problem: "counts", message: unequal };
  return undefined;
}

const altered =
  "This receipt is not the one that the chain names at its place: it, or one beside it, was changed, removed or added after it was written.";
const lost =
  "The chain names an earlier receipt that is not there. Receipts were removed by something other than retention.";
const erased =
  "The connection was erased while its receipts were read. Check again: what is there now was begun since.";
const unequal = "The counts of this receipt do not add up to what was received.";
const unknownHead =
  "The head that was noted is not in the chain: receipts were replaced since, or it belongs to another stream.";
