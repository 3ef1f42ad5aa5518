import type { Receipt } from "../receipt/receipt.ts";
import type { ToldTouch } from "./last-listed.ts";
import { momentOf, nameOf } from "./run-texts.ts";

/** One touch in a sentence. `until`: receipts up to then are no longer kept. */
export function touchText(touch: ToldTouch, until: number | undefined): string {
  const { discardedAt } = touch;
  const after = discardedAt === undefined ? "" : ` A person discarded it at ${momentOf(discardedAt)}.`;
  return `${whatOf(touch)} ${byOf(touch, until)}${after}`;
}

function whatOf({ page, kept, removed, receipt }: ToldTouch): string {
  if (removed)
    return page === undefined ? goneWithoutPage(receipt) : `Page ${page} said that it is gone, and it was removed,`;
  if (kept !== undefined) {
    return page === undefined
      ? `Kept aside (${kept}) when stored records were made anew,`
      : `Page ${page} brought it, and it was kept aside (${kept}),`;
  }
  return page === undefined ? madeWithoutPage(receipt) : `Page ${page} brought it, and it was stored,`;
}

function goneWithoutPage(receipt: Receipt | undefined): string {
  if (receipt?.kind === "run") return "Removed because a whole read, proven complete, did not have it,";
  return receipt === undefined ? "Removed," : "Removed because the new mapping cannot make it,";
}

function madeWithoutPage(receipt: Receipt | undefined): string {
  if (receipt?.kind !== "replay") return "Stored again of what the vendor had sent before,";
  return receipt.why === undefined
    ? "What was kept aside of it was accepted, and stored,"
    : `Stored anew: ${receipt.why},`;
}

function byOf({ receipt, open, page }: ToldTouch, until: number | undefined): string {
  if (receipt !== undefined) {
    return `by the ${nameOf(receipt)} that ended ${receipt.outcome} at ${momentOf(receipt.finishedAt)}.`;
  }
  if (open) return "by a run that is open.";
  // A remap that another mapping overtook has none, and may be newer than what retention took away.
  return until === undefined || page === undefined
    ? "by a run whose receipt is not kept."
    : `by a run that ended at ${momentOf(until)} at the latest; its receipt is no longer kept.`;
}
