import { type MemorySource, createMemorySource } from "@waybill/react/testing";
import { failedRecords, hour, minute, now, receipts, states } from "../../../stories/examples.ts";

export const hubspot = { connection: "hubspot" };
export const salesforce = { connection: "salesforce" };
export const receiptId = "run-partial";

/** What the product's database holds: the same where the server renders and where the browser reads. */
export function createData(): MemorySource {
  return createMemorySource({
    snapshots: [states.syncingExact, { ...states.partial, ...salesforce }],
    receipts: Object.entries(receipts).map(([name, receipt]) => ({ ...receipt, id: `run-${name}` })),
    failed: failedRecords,
    outbox: { pending: 2, sending: 0, stuck: 0, oldestAt: now - minute },
    ledger: {
      connection: "hubspot",
      comparedAt: now - hour,
      entries: [{ stream: "contacts", here: 1200, there: 1204, missingHere: 4, missingThere: 0, different: 0 }],
    },
    health: {
      runs: Array.from({ length: 6 }, (_, i) => ({
        receipt: `run-${i}`,
        outcome: i === 2 ? ("failed" as const) : ("complete" as const),
        finishedAt: now - (7 - i) * hour,
      })),
      needsFix: failedRecords.length,
      freshnessMs: hour,
    },
  });
}
