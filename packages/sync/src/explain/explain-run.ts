import { newestFirst } from "../receipt/newest-first.ts";
import type { Receipt, ReplayReceipt, RunReceipt } from "../receipt/receipt.ts";
import type { Store } from "../store/contract.ts";
import { failureOf, plannedBy, timeOf, toldEvents } from "./run-texts.ts";
import type { ToldEvent } from "./run-texts.ts";

/** The story of one finished run, for a developer or a support desk. It names fields and codes, never values. */
export interface RunExplanation {
  readonly receipt: Receipt;
  /** What it set out to do. */
  readonly planned: string;
  /** What held it up or changed its course, oldest first. */
  readonly events: readonly ToldEvent[];
  /** How long it took, and what of it was waiting. */
  readonly took: string;
  /** Why it ended as it did, and what that says of what is stored. */
  readonly ended: string;
  /** What was done later with what it left behind: ids of receipts of replays, oldest first. */
  readonly replays: readonly string[];
}

/**
 * Explains a run or a replay by its receipt alone: everything it says was committed with it. `undefined`: there is no such receipt, because the run has
 * not ended ({@link explainOpenRun}), or the receipt is no longer kept.
 */
export async function explainRun(
  store: Pick<Store, "receipt" | "receipts">,
  receiptId: string,
): Promise<RunExplanation | undefined> {
  const receipt = await store.receipt(receiptId);
  if (receipt === undefined) return undefined;
  const replays = await replaysOf(store, receipt);
  const { finishedAt } = receipt;
  if (receipt.kind === "run") {
    const [events, took] = [toldEvents(receipt.log), `It took ${timeOf(receipt, finishedAt, "its receipt")}`];
    return { receipt, planned: plannedBy(receipt), events, took, ended: endOf(receipt), replays };
  }
  const planned = receipt.kind === "replay" ? replayPlan(receipt) : "One write to the vendor.";
  const took = `It took ${finishedAt - receipt.startedAt} ms.`;
  return { receipt, planned, events: [], took, ended: `${resultOf(receipt)}${failureOf(receipt.failure)}`, replays };
}

function replayPlan({ of, why }: ReplayReceipt): string {
  return why === undefined ? `Judge again what the run ${of} kept aside.` : `Make stored records anew: ${why}.`;
}

function resultOf(receipt: Exclude<Receipt, RunReceipt>): string {
  if (receipt.kind === "mutation") return `It ended ${receipt.outcome}.`;
  const { outcome, counts } = receipt;
  const { received, created, updated, quarantined } = counts;
  return `It ended ${outcome} (records: ${received}, stored anew: ${created + updated}, kept aside: ${quarantined}).`;
}

function endOf(receipt: RunReceipt): string {
  const { outcome, completeness, pages, counts } = receipt;
  const { received, removed, swept, quarantined } = counts;
  const gone = removed + swept === 0 ? "" : `, removed: ${removed} by the vendor's word, ${swept} by absence`;
  const read = `It ended ${outcome} (pages: ${pages}, records: ${received}, kept aside: ${quarantined}${gone}).`;
  const proof = completeness.proven
    ? `Its completeness is proven by ${completeness.by}.`
    : `Its completeness is not proven: ${completeness.why}.`;
  return `${read} ${proof}${failureOf(receipt.failure)}`;
}

/** Receipts that name this one. They are younger, so the search ends where it begins. */
async function replaysOf(
  store: Pick<Store, "receipts">,
  { id, connection, stream }: Receipt,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const receipt of newestFirst(store, { connection, stream })) {
    if (receipt.id === id) break;
    if (receipt.kind === "replay" && receipt.of === id) found.push(receipt.id);
  }
  return found.toReversed();
}
