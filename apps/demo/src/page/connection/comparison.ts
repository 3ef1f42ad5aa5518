import type { Connection, RunReceipt } from "@waybill/sync";
import type { LedgerEntry } from "@waybill/sync/status";
import type { Store } from "@waybill/sync/store";
import { FailureError, failure } from "@waybill/transport";

/**
 * Compares a stream here with the vendor: reads its whole list without writing anything, and counts what such a run would have changed.
 * @throws FailureError when the list could not be read to its end, or held records that cannot be compared.
 */
export async function compare(
  store: Pick<Store, "count">,
  connection: Connection,
  { stream, signal }: { readonly stream: string; readonly signal: AbortSignal },
): Promise<LedgerEntry> {
  const receipt = await connection.pull(stream, { mode: "full", dryRun: true, signal });
  return entryOf(receipt, await store.count(connection.id, stream));
}

/** What a run that read everything and wrote nothing found, beside the records that are stored. */
export function entryOf({ stream, outcome, counts }: RunReceipt, stored: number): LedgerEntry {
  if (outcome !== "complete") {
    const message = `"${stream}" could not be compared: reading it without writing ended ${outcome}. What was compared before still stands.`;
    throw new FailureError(failure("contract", { message }));
  }
  const both = counts.updated + counts.unchanged;
  return {
    stream,
    here: stored,
    there: both + counts.created,
    missingHere: counts.created,
    missingThere: Math.max(0, stored - both),
    different: counts.updated,
  };
}
