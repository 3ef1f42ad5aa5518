import type { ParentCounts } from "../../receipt/receipt.ts";
import { hasClassedKey } from "../../record/has-classed-key.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { StreamContext } from "../stream-context.ts";

/** What the receipt says of the parents. A key that is classed is no word for a receipt: then only their numbers are there. */
export function parentCounts({ ancestors = [] }: StreamContext, { parents }: OpenRun): ParentCounts | undefined {
  if (parents === undefined) return undefined;
  const { read, passed, failed, troubled } = parents;
  const [parent, ...above] = ancestors;
  const classed = parent !== undefined && hasClassedKey(parent, above);
  return { read, passed, failed, troubled: classed ? [] : troubled };
}
