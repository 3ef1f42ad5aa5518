import type { StreamContract } from "../connector/contract.ts";
import { maySweep } from "../pull/proof/deletions.ts";
import { newestFirst } from "../receipt/newest-first.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { Touch } from "../record/record.ts";
import type { Store } from "../store/contract.ts";

/** The newest sign that is kept of the vendor having listed a record. */
export interface LastListed {
  readonly run: string;
  /** Page that brought it. Absent: the run read everything, with proof, and would have removed the record otherwise; it changed nothing of it. */
  readonly page?: number | undefined;
  /** Absent: the run has not ended, or its receipt is no longer kept. */
  readonly receipt?: Receipt | undefined;
}

/** A touch, with what is known of the run. */
export interface ToldTouch extends Touch {
  readonly receipt?: Receipt | undefined;
  /** Whether the run has not ended. Absent: it has. */
  readonly open?: true | undefined;
}

export interface Story {
  readonly connection: string;
  readonly contract: StreamContract;
  /** Oldest first. */
  readonly touches: readonly ToldTouch[];
  readonly stored: boolean;
}

/**
 * What changed nothing of a record leaves no touch of it. A whole read that removes what it did not meet met everything that was stored when it ended, and
 * still is, or was removed later. Receipts are in the order of commits, so that no two clocks are compared.
 */
export async function lastListed(store: Pick<Store, "receipts">, story: Story): Promise<LastListed | undefined> {
  const { touches, stored } = story;
  const at = touches.findLastIndex(isSign);
  const since = touches.slice(Math.max(at, 0));
  const mayHaveProof = stored || since.some(({ removed }) => removed);
  const proof = mayHaveProof && touches[at]?.open !== true ? await proofIn(store, story, since) : undefined;
  return proof ?? signOf(touches[at]);
}

function isSign({ page, removed }: ToldTouch): boolean {
  return page !== undefined && removed === undefined;
}

function signOf(touch: ToldTouch | undefined): LastListed | undefined {
  return touch && { run: touch.run, page: touch.page, receipt: touch.receipt };
}

/**
 * The newest whole read that met it. `since`: its touches from the last page that brought it, or the first that is remembered. Before a later one it was
 * stored: each of these removed it, made it anew, or accepted what was kept aside, and a whole read in between would have resolved that.
 */
async function proofIn(
  store: Pick<Store, "receipts">,
  { connection, contract, stored }: Story,
  since: readonly ToldTouch[],
): Promise<LastListed | undefined> {
  const [first] = since;
  let wasStored = stored || since.some(({ open }) => open);
  for await (const receipt of newestFirst(store, { connection, stream: contract.name })) {
    // What was before is not told by these touches.
    if (receipt.id === first?.run) return undefined;
    if (wasStored && meetsAll(receipt, contract)) return { run: receipt.id, receipt };
    wasStored ||= since.some(({ run }) => run === receipt.id);
  }
  return undefined;
}

/** Of children that are kept without their parent, nobody asks any more. */
function meetsAll(receipt: Receipt, { parent }: StreamContract): boolean {
  if (receipt.kind !== "run" || !maySweep(receipt, receipt.completeness)) return false;
  return parent?.orphans !== "keep" && (receipt.parents?.passed ?? 0) === 0;
}
