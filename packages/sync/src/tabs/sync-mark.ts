import type { Clock } from "@waybill/transport";
import type { Lease, Store } from "../store/contract.ts";
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

/** How long work of another tab that shows no progress is believed to go on, milliseconds. */
export const elsewhereMs = 60_000;

/**
 * Shows other engines at once which streams of a connection are synced: those that wait for their turn write nothing. There is one such mark, and a sync of
 * fewer streams leaves it to one that began lately. Resolves to what takes the mark away. A mark that cannot be written harms nobody: the pulls
 * themselves say what is wrong with the store.
 */
export async function markSync(sync: MarkedSync, over: NonNullable<Lease["over"]>): Promise<() => Promise<void>> {
  const { clock, owner } = sync;
  // A clock may tell parts of milliseconds, and a heartbeat is a whole number.
  const heartbeat = Math.trunc(clock.now());
  const { over: before = [], heartbeat: began = 0 } = (await readMark(sync)) ?? {};
  if (before.length <= over.length || heartbeat - began >= elsewhereMs) await write(sync, { owner, heartbeat, over });
  return async () => {
    const mark = await readMark(sync);
    if (mark?.owner === owner && mark.heartbeat === heartbeat) await write(sync, { owner: "", heartbeat });
  };
}

async function readMark({ store, connection }: MarkedSync): Promise<Lease | undefined> {
  return store.lease(connection, noStream).catch(() => undefined);
}

async function write({ store, connection, life }: MarkedSync, mark: Omit<Lease, "token">): Promise<void> {
  const lease = { ...mark, token: life };
  await store.commit({ connection, stream: noStream, expect: { lease: { token: life } }, lease }).catch(() => {});
}
