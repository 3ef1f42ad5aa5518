import type { StreamContract } from "../connector/contract.ts";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import { hasClassedKey } from "../record/has-classed-key.ts";
import type { QuarantinedRecord, Touch } from "../record/record.ts";
import type { LastListed } from "./last-listed.ts";
import { momentOf, nameOf } from "./run-texts.ts";

interface Standing {
  readonly stored: boolean;
  readonly touches: readonly Touch[];
  readonly lastListed: LastListed | undefined;
  readonly quarantined: Pick<QuarantinedRecord, "message"> | undefined;
  readonly contract: StreamContract;
  readonly checkpoint: Checkpoint | undefined;
}

/** How a record stands, in sentences. What is not kept is said, and never taken for what was not. */
export function standsAs(standing: Standing): string {
  const { stored, touches, lastListed, checkpoint } = standing;
  if (!stored && touches.length === 0) return unnamed(standing);
  const seen = lastListed === undefined ? "Nothing that is kept shows when the vendor listed it." : seenIn(lastListed);
  return `${placeOf(standing)} ${seen}${stored ? sinceThen(lastListed, checkpoint) : ""}`;
}

function placeOf({ stored, touches, quarantined }: Standing): string {
  if (quarantined !== undefined) {
    const { message } = quarantined;
    return stored
      ? `It is stored as it was before: what the vendor sent since is kept aside. ${message}`
      : `It is not stored, but kept aside. ${message}`;
  }
  if (stored) return "It is stored.";
  const last = touches.at(-1);
  if (last?.removed === true) return "It is not stored: it was removed.";
  return last?.discardedAt === undefined
    ? "It is not stored: what was kept aside of it was gone or deleted when it was read again, or an earlier version discarded it."
    : `It is not stored: a person discarded what was kept aside of it at ${momentOf(last.discardedAt)}.`;
}

function seenIn({ run, page, receipt }: LastListed): string {
  const by = receipt === undefined ? `the run ${run}` : `the ${nameOf(receipt)} ${run}`;
  const ended = receipt === undefined ? "" : ` ended at ${momentOf(receipt.finishedAt)}`;
  return page === undefined
    ? `The vendor listed it last, unchanged, in ${by}, which read everything and${ended}.`
    : `The vendor listed it last on page ${page} of ${by}${ended && `, which${ended}`}.`;
}

/** What is known of a stored record since the vendor listed it. Which records a run missed is not remembered until they are removed. */
function sinceThen(listed: LastListed | undefined, checkpoint: Checkpoint | undefined): string {
  const held = checkpoint?.held;
  if (held !== undefined && held.receipt !== listed?.run)
    return ` The run ${held.receipt} missed ${held.removals} of ${held.stored} stored records, whose removal waits for a person: it may be one of them.`;
  return listed === undefined ? "" : " No later run shows whether it still did.";
}

/** Nothing that is kept names the record. */
function unnamed({ contract, checkpoint }: Standing): string {
  if (checkpoint === undefined)
    return "Nothing is stored of this stream: it was never run here, was erased, or the connection or the stream has another name.";
  const anchor = checkpoint.receiptAnchor;
  const forgets = hasClassedKey(contract) ? "Its key is classed, so that" : mayHoldClassed(contract);
  if (forgets !== undefined)
    return `It is not stored. ${forgets} nothing is remembered of records that were removed: it may have been stored before.`;
  if (anchor !== undefined)
    return `It is not stored, and was not kept aside, as far as receipts are kept. Before ${momentOf(anchor.until)} that is unknown.`;
  return "It was never stored here by this key, nor kept aside; what was before an erasure, or under keys made or classed otherwise, is not known. A removal of a record that was not stored leaves no sign of it.";
}

/** Of a key that holds its parent's: how that one is classed, its own contract does not say. */
function mayHoldClassed({ parent }: StreamContract): string | undefined {
  return parent?.keys === "below-parent" ? "Where its parent's key is classed," : undefined;
}
