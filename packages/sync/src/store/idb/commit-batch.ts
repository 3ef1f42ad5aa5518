import { checkBatch, refuseJobs } from "../check-batch.ts";
import { commitEvent } from "../commit-event.ts";
import type { Batch, CommitEvent } from "../contract.ts";
import { judgePreconditions } from "../preconditions.ts";
import type { Connection } from "./connection.ts";
import { readBefore } from "./read-before.ts";
import { storesOfBatch } from "./stores-of-batch.ts";
import { writeBatch } from "./write-batch.ts";

/** One batch in one transaction: read what it depends on, judge, write. Tells what to tell once it is committed. */
export async function commitBatch(connection: Connection, batch: Batch): Promise<CommitEvent> {
  checkBatch(batch);
  refuseJobs(batch);
  return connection.write({ stores: storesOfBatch(batch), durability: batch.durability }, async (tx) => {
    const before = await readBefore(tx, batch);
    judgePreconditions(batch.expect, before);
    const event = commitEvent(batch, before.head.commit + 1);
    writeBatch(tx, batch, before, event);
    return event;
  });
}
