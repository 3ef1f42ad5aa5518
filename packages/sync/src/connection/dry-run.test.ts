import { expect, test } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";

test("invariant 122: a dry run says what a pull would do, writes nothing, moves nothing, sends only reads", async () => {
  const methods = new Set<string>();
  const fake = fakeVendor(rowsOf(25));
  const engine = engineOver({
    vendor: (request) => {
      methods.add(request.method);
      return fake.vendor(request);
    },
  });
  const { clock, store, connection } = engine;
  await clock.settle(connection.pull("contacts"));
  fake.put({ id: "c1", name: "renamed" });
  fake.remove("c24");
  fake.put({ id: "new" });
  const [head, checkpoint] = [await store.head(), await store.checkpoint("acme", "contacts")];
  const tried = await clock.settle(connection.pull("contacts", { dryRun: true }));
  expect(tried).toMatchObject({ outcome: "complete", counts: { created: 1, updated: 1, unchanged: 23, swept: 1 } });
  expect([await store.head(), await store.checkpoint("acme", "contacts")]).toEqual([head, checkpoint]);
  expect(await store.receipt(tried.id)).toBeUndefined();
  expect([...methods]).toEqual(["GET"]);
  const done = await clock.settle(connection.pull("contacts"));
  expect(done.counts).toEqual(tried.counts);
});

test("a dry run tells of its own requests, and of none that a run has still to tell of", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, connection } = engineOver({ vendor: fake.vendor });
  const stop = new AbortController();
  fake.faults.push(() => {
    stop.abort(new Error("enough"));
    return json({ data: [] });
  });
  await expect(clock.settle(connection.pull("contacts", { signal: stop.signal }))).rejects.toThrow("enough");
  const tried = await clock.settle(connection.pull("contacts", { dryRun: true }));
  expect(tried).toMatchObject({ pages: 3, requests: 3 });
  expect(await clock.settle(connection.pull("contacts"))).toMatchObject({ pages: 3, requests: 4 });
  expect(fake.asked).toHaveLength(7);
});

test("a dry run leaves a run that is open where it stands", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, store, connection } = engineOver({ vendor: fake.vendor });
  await clock.settle(connection.step("contacts"));
  const before = await store.checkpoint("acme", "contacts");
  const tried = await clock.settle(connection.pull("contacts", { dryRun: true }));
  expect(tried).toMatchObject({ pages: 3, counts: { created: 15, unchanged: 10 } });
  expect(await store.checkpoint("acme", "contacts")).toEqual(before);
});
