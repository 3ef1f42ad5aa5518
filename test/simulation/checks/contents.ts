import type { Store } from "@waybill/sync/store";
import type { Place } from "./apart.ts";

const everything = { limit: 100_000 } as const;

/** Everything that is stored of a connection but its tokens, as text: equal where nothing changed. */
export async function contentsOf(store: Store, { connection, streams }: Place): Promise<string> {
  const all = await Promise.all(streams.map((stream) => contentsOfStream(store, connection, stream)));
  return JSON.stringify([
    (await store.receipts(connection, everything)).items,
    (await store.lease(connection, "")) ?? null,
    all,
  ]);
}

async function contentsOfStream(store: Store, connection: string, stream: string): Promise<unknown> {
  const checkpoint = (await store.checkpoint(connection, stream)) ?? null;
  const seen: unknown[] = [];
  for await (const block of store.seen(connection, stream, checkpoint?.run?.id ?? "")) seen.push(block);
  return [
    stream,
    checkpoint,
    (await store.lease(connection, stream)) ?? null,
    await store.records(connection, stream, everything),
    (await store.quarantine(connection, { stream, ...everything })).items,
    await store.removed(connection, stream, everything),
    seen,
  ];
}
