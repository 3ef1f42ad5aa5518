import * as fc from "fast-check";
import { base, checkpoint, key, overlay, quarantined, trace } from "../src/store/conformance/fixtures.ts";
import { everything, failureCode } from "../src/store/conformance/observe.ts";
import type { Batch, Store } from "../src/store/contract.ts";

export const randomStreams: readonly string[] = ["a", "b"];
const id = fc.integer({ min: 0, max: 30 }).map(String);
const ids = fc.array(id, { maxLength: 14 });

/** A batch of any kind of rows, of one of two streams, which may be refused. */
export const randomBatch: fc.Arbitrary<Batch> = fc
  .record({
    stream: fc.constantFrom(...randomStreams),
    version: fc.integer({ min: 0, max: 3 }),
    guarded: fc.boolean(),
    put: ids,
    remove: ids,
    own: ids,
    settled: ids,
    hidden: fc.boolean(),
    aside: ids,
    resolved: ids,
    value: fc.jsonValue({ maxDepth: 1 }),
  })
  .map(({ stream, version, guarded, value, ...lists }) => ({
    connection: "crm",
    stream,
    ...(guarded && { expect: { checkpoint: version } }),
    checkpoint: checkpoint(version + 1),
    put: lists.put.map((text) => base(text, { text, value: JSON.stringify(value) })),
    remove: lists.remove.map(key),
    overlay: {
      put: lists.own.map((text) => overlay(text, lists.hidden ? null : { own: text })),
      remove: lists.settled.map(key),
    },
    quarantine: { put: lists.aside.map((text) => quarantined(text, stream)), remove: lists.resolved },
    traces: { put: lists.remove.map((text) => trace(text)), remove: lists.put.map(key) },
    seen: { run: "run-1", keys: lists.put.map(key) },
  }));

/** What became of each batch, and what the store tells then. */
export async function tellsAfter(store: Store, batches: readonly Batch[]): Promise<unknown> {
  const codes: string[] = [];
  for (const each of batches) codes.push(await failureCode(store.commit(each)));
  const pages = await Promise.all(
    randomStreams.map((stream) => store.records("crm", stream, { after: key("1"), limit: 4 })),
  );
  const state = await everything(store, "crm", randomStreams);
  await store.close();
  return { codes, pages, state };
}
