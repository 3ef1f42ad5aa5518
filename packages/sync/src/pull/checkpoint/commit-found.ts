import { isFailureError } from "@waybill/transport";
import { canonicalJson } from "../../record/canonical-json.ts";
import type { Batch, Store } from "../../store/contract.ts";
import type { HeldLease } from "../../tabs/lease.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** What a holder of the stream's lease writes. */
export interface HeldBatch extends Batch {
  readonly stream: string;
  readonly lease: ReturnType<HeldLease["beat"]>;
  readonly checkpoint: Checkpoint;
}

/** Commits. What storage has carried out although it says that it failed is found, and has not failed: nobody is told so, and the work goes on. */
export async function commitFound(store: Store, batch: HeldBatch): Promise<void> {
  try {
    await store.commit(batch);
  } catch (error) {
    if (!isOfStorage(error) || !(await isWritten(store, batch).catch(() => false))) throw error;
  }
}

/** Whether storage failed: nobody knows what it did before. */
export function isOfStorage(error: unknown): boolean {
  return isFailureError(error) && error.code === "storage";
}

/** Whether the stream stands where the batch brings it. Another holder may bring it to the like, so the lease is read last: a token never comes back. */
async function isWritten(store: Store, { connection, stream, lease, checkpoint }: HeldBatch): Promise<boolean> {
  const now = await store.checkpoint(connection, stream);
  const isThere = now !== undefined && textOf(now) === textOf(checkpoint);
  return isThere && (await store.lease(connection, stream))?.token === lease.token;
}

const textOf = (checkpoint: Checkpoint): string => canonicalJson(JSON.parse(JSON.stringify(checkpoint)));
