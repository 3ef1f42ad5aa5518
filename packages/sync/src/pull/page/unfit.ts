import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { PullSettings } from "../settings.ts";
import type { RefusedItem } from "./sort-item.ts";

/** How many of these the mapping or the schema refused: what has no key, or no cursor value, is the vendor's matter. */
export function unfitAmong(refused: readonly Pick<RefusedItem, "reason">[]): number {
  return refused.filter(({ reason }) => reason === "mapping" || reason === "validation").length;
}

/** Why a stream stops whose records no longer fit the product; nothing while enough of them do. */
export function tooManyUnfit(
  { unfit, received }: { readonly unfit: number; readonly received: number },
  { maxUnfitShare, unfitSample }: Pick<PullSettings, "maxUnfitShare" | "unfitSample">,
): Failure | undefined {
  if (received < unfitSample || unfit <= received * maxUnfitShare) return undefined;
  const message =
    `The mapping or the schema refused ${unfit} of ${received} records, more than ${Math.round(maxUnfitShare * 100)} %: the stream has stopped. ` +
    "They are kept aside. Correct the mapping or the schema, give it another version, and resume the stream.";
  return failure("contract", { message, action: "fix" });
}
