import { FailureError, failure } from "@waybill/transport";
import { openStates } from "../push/mutation.ts";
import type { Lease, Store } from "../store/contract.ts";
import { knownLife } from "../tabs/lease.ts";
import { noStream } from "../tabs/no-stream.ts";
import { grants } from "./held-grant.ts";

/** What was there and is gone. */
export interface Erased {
  readonly connection: string;
  readonly records: number;
  readonly quarantined: number;
  readonly receipts: number;
}

/**
 * Removes everything that is stored of a connection, and looks again.
 * @throws FailureError `storage` when something of it is still there.
 */
export async function eraseConnection(store: Store, connection: string, streams: readonly string[]): Promise<Erased> {
  const life = await knownLife(store, connection);
  const before = await inventory(store, connection, { streams, life });
  await store.erase(connection);
  const after = await inventory(store, connection, { streams, life });
  const back = Object.entries(after).filter(([, count]) => count > 0);
  if (back.length > 0) {
    const what = back.map((each) => each.join(": ")).join(", ");
    const message = `The connection was erased, and some is there again (${what}). Stop what works on it and erase again.`;
    throw new FailureError(failure("storage", { message, retryable: true }));
  }
  const { records, quarantined, receipts } = before;
  return { connection, records, quarantined, receipts };
}

interface Inventoried {
  readonly streams: readonly string[];
  /** Before the erasure. */
  readonly life: number | undefined;
}

async function inventory(store: Store, connection: string, { streams, life }: Inventoried) {
  const states = [...openStates, "applied", "rejected", "discarded"] as const;
  const each = async (count: (stream: string) => Promise<number>, among = streams) =>
    sum(await Promise.all(among.map(count)));
  const leases = async (stream: string) => {
    const lease = await store.lease(connection, stream);
    return lease === undefined || (stream === noStream && isNewLife(lease, life)) ? 0 : 1;
  };
  return {
    records: await each((stream) => store.count(connection, stream)),
    quarantined: await each((stream) => store.quarantineCount(connection, stream)),
    positions: await each(async (stream) => ((await store.checkpoint(connection, stream)) === undefined ? 0 : 1)),
    receipts: await receiptsOf(store, connection),
    remembered: await each(async (stream) => (await store.removed(connection, stream, { limit: 1 })).length),
    leases: await each(leases, [noStream, grants, ...streams]),
    mutations: (await store.mutations(connection, { states, limit: 1 })).length,
  };
}

/** Another tab that is started meanwhile begins one. It holds nothing, and is nothing of what was erased. */
function isNewLife({ token, owner, over }: Lease, before: number | undefined): boolean {
  return token !== before && owner === "" && over === undefined;
}

async function receiptsOf(store: Store, connection: string): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await store.receipts(connection, { limit: 500, cursor });
    count += page.items.length;
    cursor = page.next;
  } while (cursor !== undefined);
  return count;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
