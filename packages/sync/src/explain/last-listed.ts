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

export interface Story {
  readonly connection: string;
  readonly contract: StreamContract;
  /** Oldest first. */
  readonly touches: readonly (Touch & { readonly receipt?: Receipt | undefined; readonly open?: true | undefined })[];
  readonly stored: boolean;
}

/**
 * What changed nothing of a record leaves no touch of it. A whole read that removes what it did not meet met everything that was stored when it ended, and
 * still is, or was removed later. Receipts are in the order of commits, so that no two clocks are compared.
 */
export async function lastListed(store: Pick<Store, "receipts">, story: Story): Promise<LastListed | undefined> {
  const { touches, stored } = story;
  const at = touches.findLastIndex(({ page, removed }) => page !== undefined && removed === undefined);
  const since = touches.slice(Math.max(at, 0));
  const gone = since.find(({ removed }) => removed);
  const wasStored = stored || gone !== undefined;
  // Nothing ended since an open run brought it.
  const isNew = gone === undefined ? since.some(isOpen) : touches[at]?.open;
  const proof = wasStored && isNew !== true ? await proofIn(store, story, gone) : undefined;
  return proof ?? signOf(touches[at]);
}

function signOf(touch: Story["touches"][number] | undefined): LastListed | undefined {
  return touch && { run: touch.run, page: touch.page, receipt: touch.receipt };
}

function isOpen({ open }: Story["touches"][number]): boolean {
  return open === true;
}

/** The last whole read that met it, after its last other touch and before it was removed. */
async function proofIn(
  store: Pick<Store, "receipts">,
  { connection, contract, touches }: Story,
  gone: Story["touches"][number] | undefined,
): Promise<LastListed | undefined> {
  const ends = new Set(touches.filter((touch) => touch !== gone && !isRemap(touch.receipt)).map(({ run }) => run));
  // A removal without a receipt is of a run that is open: all receipts are older.
  let wasStored = gone?.receipt === undefined;
  for await (const receipt of newestFirst(store, { connection, stream: contract.name })) {
    const isRemoval = receipt.id === gone?.run;
    if ((wasStored || isRemoval) && ends.has(receipt.id)) return undefined;
    if (wasStored && meetsAll(receipt, contract)) return { run: receipt.id, receipt };
    wasStored ||= isRemoval;
  }
  return undefined;
}

/** Of children that are kept without their parent, nobody asks any more. */
function meetsAll(receipt: Receipt, { parent }: StreamContract): boolean {
  if (receipt.kind !== "run" || !maySweep(receipt, receipt.completeness)) return false;
  return parent?.orphans !== "keep" && (receipt.parents?.passed ?? 0) === 0;
}

/** It keeps rows where they were. */
function isRemap(receipt: Receipt | undefined): boolean {
  return receipt?.kind === "replay" && receipt.why !== undefined;
}
