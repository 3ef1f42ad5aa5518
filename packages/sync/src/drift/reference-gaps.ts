import { asRecordKey } from "../record/record-key.ts";
import type { DriftFinding } from "../receipt/receipt.ts";
import type { WatchedRun } from "../pull/watch.ts";
import type { ObservedShape } from "./observed-shape.ts";

/** Field -> stream whose keys it holds. */
export type References = Readonly<Record<string, string>>;

/** Records that name others which are not stored. A stream that was never read to its end says nothing, and neither does the stream itself. */
export async function referenceGaps(
  { store, connection, contract }: WatchedRun,
  observed: ObservedShape,
  references: References,
): Promise<readonly DriftFinding[]> {
  const found: DriftFinding[] = [];
  for (const [pointer, stream] of Object.entries(references)) {
    const keys = (observed.references[pointer] ?? []).map(asRecordKey);
    const last = (await store.checkpoint(connection, stream))?.lastCompleteAt;
    if (keys.length === 0 || last === undefined || stream === contract.name) continue;
    const missing = (await store.hashes(connection, stream, keys)).filter((hash) => hash === undefined).length;
    if (missing === 0) continue;
    const message = `${missing} of ${keys.length} sampled records of "${stream}" that ${pointer} names are not stored.`;
    found.push({ kind: "reference_gap", pointer, message });
  }
  return found;
}
