import type { Store } from "@waybill/sync/store";
import { hold } from "./violation.ts";

/** A connection and its streams. */
export interface Place {
  readonly connection: string;
  readonly streams: readonly string[];
}

/** Everything that is stored of connections, in short. */
export async function inventoryOf(store: Store, places: readonly Place[]): Promise<string> {
  const all = places.map(async ({ connection, streams }) => [
    await store.tokens(connection),
    (await store.receipts(connection, { limit: 10_000 })).items.length,
    await Promise.all(streams.map(async (stream) => inventoryOfStream(store, connection, stream))),
  ]);
  return JSON.stringify(await Promise.all(all));
}

async function inventoryOfStream(store: Store, connection: string, stream: string): Promise<unknown> {
  return [
    (await store.checkpoint(connection, stream))?.version,
    await store.lease(connection, stream),
    await store.count(connection, stream),
    await store.quarantineCount(connection, stream),
    (await store.removed(connection, stream, { limit: 10_000 })).length,
  ];
}

/** Nothing of one connection reaches another: what was stored of the others before one was erased still is. */
export function judgeApart(before: string, after: string): void {
  hold(after === before, "connections", () => `an erasure reached another connection: ${before} became ${after}`);
}
