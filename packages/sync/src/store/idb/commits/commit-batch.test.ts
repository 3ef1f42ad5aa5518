import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { expect, test } from "vitest";
import { openTiny } from "../../../../test/compacting-store.ts";
import { openSealed, sealedName, sealingKey } from "../../../../test/sealed-store.ts";
import type { JsonObject } from "../../../connector/json.ts";
import { base, checkpoint, here, key, keys, overlay, page, quarantined, receipt } from "../../conformance/fixtures.ts";
import { everything, watch } from "../../conformance/observe.ts";
import type { Store } from "../../contract.ts";
import { createMemoryStore } from "../../memory/create-memory-store.ts";
import type { Compactor } from "../segments/compactor.ts";

const of = [here.connection, here.stream] as const;

interface Opened {
  readonly store: Store;
  readonly compactor: Compactor;
}

const stores: readonly { readonly kind: string; readonly open: () => Promise<Opened> }[] = [
  { kind: "in the clear", open: () => openTiny({ factory: indexedDB, tenant: "t" }) },
  { kind: "sealed", open: async () => openSealed({ factory: indexedDB, key: await sealingKey() }) },
];

function fresh(open: () => Promise<Opened>): Promise<Opened> {
  globalThis.indexedDB = new IDBFactory();
  return open();
}

/** What a caller without types, or one that does not mind them, goes on writing to. */
function reused() {
  return {
    connection: here.connection as string,
    stream: here.stream as string,
    put: [base("a", { text: "as given" }), base("b")].map((record) => ({ ...record })),
    remove: [key("000001")],
    overlay: { put: [{ ...overlay("a", { own: "as given" }) }], remove: [key("000002")] },
    quarantine: { put: [quarantined("q")], remove: ["none"] },
    seen: { run: "run-1", keys: [key("a"), key("b")] },
    checkpoint: { ...checkpoint(1) },
    receipt: { ...receipt("r") },
  };
}

async function told(store: Store, meanwhile: (batch: ReturnType<typeof reused>) => void): Promise<unknown> {
  const watching = watch(store);
  const batch = reused();
  // Whose turn it is while the batch is being used again.
  const first = store.commit({ ...here, put: page(9) });
  const committed = store.commit(batch);
  meanwhile(batch);
  await Promise.all([first, committed]);
  return { events: await watching.upTo(2), all: await everything(store, here.connection, [here.stream, "deals"]) };
}

function useAgain(batch: ReturnType<typeof reused>): void {
  const [a, b] = batch.put;
  if (a !== undefined) Object.assign(a.data, { text: "changed since" });
  if (b !== undefined) b.key = key("c");
  batch.put.push(base("late"));
  batch.remove.splice(0, 1, key("000003"), key("000004"));
  Object.assign(batch.overlay.put[0]?.patch ?? {}, { own: "changed since" });
  batch.overlay.remove.push(key("a"));
  batch.quarantine.put.push(quarantined("late"));
  batch.seen.keys.length = 0;
  batch.checkpoint.version = 9;
  batch.receipt.id = "changed";
  batch.stream = "deals";
}

test.each(stores)(
  "a batch that its caller uses again is committed as it was when it was given: $kind",
  async ({ open }) => {
    const { store } = await fresh(open);
    expect(await told(store, useAgain)).toEqual(await told(createMemoryStore(), () => undefined));
    await store.close();
  },
);

const loop: Record<string, unknown> = {};
loop["self"] = loop;
const unstorable: readonly (readonly [what: string, data: object])[] = [
  ["holds itself", loop],
  ["is too deep", Array.from({ length: 20_000 }).reduce<object>((inner) => ({ inner }), {})],
  [
    "cannot be looked at",
    {
      get text(): string {
        throw new Error("no");
      },
    },
  ],
];

test.each(stores.flatMap((store) => unstorable.map(([what, data]) => ({ ...store, what, data }))))(
  "a record that $what is refused as a storage failure, and the next commit is made: $kind",
  async ({ open, data }) => {
    const { store } = await fresh(open);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a caller without types may pass
    const put = [{ ...base("1"), data: data as JsonObject }];
    await expect(store.commit({ ...here, put })).rejects.toMatchObject({
      code: "storage",
      failure: { retryable: false, message: expect.stringMatching(/Nothing was committed/) },
    });
    expect(await store.commit({ ...here, put: [base("2")] })).toBe(1);
    await store.close();
  },
);

test.each(stores)("removals of what is not there leave nothing behind: $kind", async ({ open }) => {
  const { store, compactor } = await fresh(open);
  await store.commit({ ...here, put: page(3) });
  for (let n = 0; n < 5; n += 1) {
    await store.commit({ ...here, remove: keys(...page(40, 100 * n + 100).map((record) => record.key)) });
  }
  await store.commit({ ...here, remove: keys("000001", "nobody") });
  compactor.tidy(of);
  await compactor.idle();
  const database = await openDB(sealedName);
  const entries: readonly { readonly keys: readonly string[] }[] = await database.getAll("entries");
  database.close();
  expect(entries.flatMap((each) => each.keys)).toEqual(["000000", "000002"]);
  expect([await store.count(...of), await store.keys(...of, { limit: 9 })]).toEqual([2, keys("000000", "000002")]);
  await store.close();
});
