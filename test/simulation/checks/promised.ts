import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

/** Where records that are not as the document promises are to be kept aside, none is stored. */
export function judgePromised(batch: Batch, isLenient: boolean): void {
  const found = unpromisedIn(batch, isLenient);
  hold(found === undefined, "drift", () => `${batch.stream} stores what is not as promised: ${found}`);
}

/** The first record of a commit that is not as the document promises. Written here a second time, so that the engine's own is checked. */
export function unpromisedIn({ put = [] }: Batch, isLenient = false): string | undefined {
  const found = put.find(({ data, raw = data }) => {
    const { title, stage, updated_at: at } = raw;
    const isUnlike = !Number.isInteger(title) || typeof stage !== "string";
    return (isUnlike && !isLenient) || typeof at !== "string";
  });
  return found === undefined ? undefined : `${found.key} ${JSON.stringify(found.raw ?? found.data)}`;
}
