import { createHash } from "node:crypto";
import type { Receipt, RunReceipt } from "@waybill/sync";
import { broken } from "./violation.ts";

/** Every record that arrived became one thing, and no count is less than nothing. */
export function checkCounts({ id, counts }: Pick<RunReceipt, "id" | "counts">): void {
  const { received, swept, ...fates } = counts;
  const sum = Object.values(fates).reduce((total, each) => total + each, 0);
  if (sum !== received)
    broken("receipt", `${id} received ${received} and accounts for ${sum}: ${JSON.stringify(counts)}`);
  const less = Object.entries(counts).find(([, value]) => !(value >= 0));
  if (less !== undefined) broken("receipt", `${id} counts ${less[0]} as ${less[1]}`);
  if (swept > 0 && received === 0 && counts.swept === undefined) broken("receipt", id);
}

/** What a chain of receipts stands on, and where it ends. */
interface ChainEnds {
  readonly anchor?: string | undefined;
  readonly head: string | undefined;
}

/** Receipts of one stream, oldest first: each names the digest of the one before it, and no run has two. */
export function checkChain(receipts: readonly Receipt[], { anchor, head }: ChainEnds): void {
  let previous = anchor;
  const ids = new Set<string>();
  for (const receipt of receipts) {
    if (ids.has(receipt.id)) broken("receipt", `two receipts have the id ${receipt.id}`);
    ids.add(receipt.id);
    if (receipt.previous !== previous)
      broken("receipt chain", `${receipt.id} names ${receipt.previous}, and the one before it is ${previous}`);
    previous = digestOf(receipt);
  }
  if (previous !== head) broken("receipt chain", `the checkpoint names the head ${head}, and it is ${previous}`);
}

/** SHA-256 over the receipt as JSON with sorted members: written here a second time, so that the engine's own is checked. */
export function digestOf(receipt: Receipt): string {
  const plain: unknown = JSON.parse(JSON.stringify(receipt));
  return createHash("sha256")
    .update(JSON.stringify(sorted(plain)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}
