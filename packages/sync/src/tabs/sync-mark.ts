import type { Clock } from "@waybill/transport";
import type { Store } from "../store/contract.ts";
import { noStream } from "./lease.ts";

export interface MarkedSync {
  readonly store: Store;
  readonly clock: Clock;
  readonly connection: string;
  /** Id of this engine. */
  readonly owner: string;
  /** {@link lifeOf} the connection. */
  readonly life: number;
}

/**
 * Shows other engines at once that all streams of a connection are synced: those that wait for their turn write nothing. Resolves to what takes the mark
 * away. A mark that cannot be written harms nobody: the pulls themselves say what is wrong with the store.
 */
export async function markSync(sync: MarkedSync): Promise<() => Promise<void>> {
  const { store, clock, connection, owner } = sync;
  // A clock may tell parts of milliseconds, and a heartbeat is a whole number.
  const at = Math.trunc(clock.now());
  await write(sync, owner, at);
  return async () => {
    const mark = await store.lease(connection, noStream).catch(() => undefined);
    if (mark?.owner === owner) await write(sync, "", at);
  };
}

async function write({ store, connection, life }: MarkedSync, owner: string, heartbeat: number): Promise<void> {
  const lease = { owner, token: life, heartbeat };
  await store.commit({ connection, stream: noStream, expect: { lease: { token: life } }, lease }).catch(() => {});
}
