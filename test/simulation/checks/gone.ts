import type { Store } from "@waybill/sync/store";
import { hold } from "./violation.ts";

/** Nothing of a connection is left once it was erased. */
export async function judgeGone(store: Store, connection: string, streams: readonly string[]): Promise<void> {
  const left = await Promise.all(
    streams.map(async (stream) => [
      await store.count(connection, stream),
      await store.quarantineCount(connection, stream),
      (await store.checkpoint(connection, stream)) === undefined ? 0 : 1,
      (await store.lease(connection, stream)) === undefined ? 0 : 1,
      (await store.removed(connection, stream, { limit: 1 })).length,
    ]),
  );
  const { items } = await store.receipts(connection, { limit: 1 });
  const tokens = (await store.tokens(connection)) === undefined ? 0 : 1;
  const all = [...left.flat(), items.length, tokens];
  hold(
    all.every((each) => each === 0),
    "erased",
    () => `after an erasure there is left: ${JSON.stringify(all)}`,
  );
}
