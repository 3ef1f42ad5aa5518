import type { StreamContract } from "../../connector/contract.ts";
import type { PagePosition, CountChange } from "../checkpoint/list-position.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { unproven } from "./completeness.ts";
import type { Judgement } from "./completeness.ts";

// Why nothing that the vendor says of a list proves anything.
export const cameAndWent = "records came and went while the list was read";
const begunAgain = "the list was begun again, and what was read of it before may be gone";

/** How the vendor's count has changed since the list's first page. `total`: as the page at the position gives it; `before`: as one before it did. */
export function countChangeAfter(
  { page, countChange }: PagePosition,
  { total, before }: { readonly total: number | undefined; readonly before: number | undefined },
): CountChange | undefined {
  if (page === 0 || total === undefined || total === before) return countChange;
  return before !== undefined && total < before ? "fell" : (countChange ?? "grew");
}

/**
 * Doubts a count that agrees with what arrived by chance. Where a change takes a record to the front, behind the reader, it is in no page; one that was read
 * and then removed makes up for it, and only the change of the count tells. What moved is met by the next run. One that was removed may also have drawn
 * another, unchanged, over a place that an opaque cursor counts: such a list is not read whole. Positions known to count are judged by more than that.
 */
export function judgeCountChange(
  contract: StreamContract,
  { pass, position }: Pick<OpenRun, "pass" | "position">,
  judged: Judgement,
): Judgement {
  if (pass !== undefined || !judged.completeness.proven || !mayHide(contract, position)) return judged;
  const why = position.countChange === "restarted" ? begunAgain : cameAndWent;
  const fell = position.countChange === "fell";
  return { completeness: unproven(why), lacking: fell, moves: !fell, doubted: true };
}

/** Whether a record that the list held all the while can be in none of its pages, although the count agrees. */
function mayHide({ pagination, incremental }: StreamContract, { countChange }: PagePosition): boolean {
  if (countChange === undefined) return false;
  // Whichever order: one that was read and went makes up for one that the vendor left out.
  if (countChange === "fell") return true;
  // A place among keys is the record's for good, unless the key is the time of its last change.
  if (pagination.style === "keyset" && pagination.keyField !== incremental?.cursorField) return false;
  // Changes keep a record where it is, or take it to where the reader has yet to come.
  if (incremental?.kind === "created" || incremental?.order === "asc") return false;
  // Newest first, whatever comes is in front of the reader. In an order that nobody knows, most counts that grow do so at the end.
  return incremental?.order === "desc" || countChange !== "grew";
}
