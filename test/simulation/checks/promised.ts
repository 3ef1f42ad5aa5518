import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

/** Where records that are not as the document promises are to be kept aside, none is stored. Written here a second time, so that the engine's own is checked. */
export function judgePromised({ stream, put = [] }: Batch): void {
  for (const { key, data, raw = data } of put) {
    const { title, stage, updated_at: at } = raw;
    const isPromised = Number.isInteger(title) && typeof stage === "string" && typeof at === "string";
    hold(isPromised, "drift", () => `${stream} ${key} is stored, and it is not as promised: ${JSON.stringify(raw)}`);
  }
}
