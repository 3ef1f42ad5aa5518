import { bearer } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import { afterEach, expect, test } from "vitest";
import { contactsOf, contactsPage, refusedLocks } from "../../test/two-hundred-contacts.ts";
import { createWaybill } from "../engine.ts";
import { pullDefaults } from "../pull/settings.ts";
import { verifyReceipts } from "../receipt/verify-receipts.ts";
import { openIdbStore } from "../store/idb/open-idb-store.ts";
import type { Store } from "../store/contract.ts";

const target = { connection: "acme", stream: "contacts" } as const;
const workers: Worker[] = [];
afterEach(() => workers.splice(0).forEach((worker) => worker.terminate()));

/** Another thread with an engine of its own, which stands still at a request until it is thawed. */
function frozenWorker(tenant: string, freezesAt: number) {
  const ice = URL.createObjectURL(new Blob(["frozen"]));
  const url = new URL("../../test/frozen-worker.ts", import.meta.url);
  const worker = new Worker(url, { type: "module", name: `${tenant}|${freezesAt}|${ice}` });
  workers.push(worker);
  const said = (what: string) =>
    new Promise<readonly unknown[]>((resolve, reject) => {
      worker.addEventListener("error", ({ message }) => reject(new Error(message)));
      worker.addEventListener("message", ({ data }: MessageEvent<readonly unknown[]>) => {
        if (data[0] === what) resolve(data);
      });
    });
  return { worker, frozen: said("frozen"), ended: said("ended"), thaw: () => URL.revokeObjectURL(ice) };
}

/** An engine of this thread. Its time passes as it is told: the other's silence is as long as that. */
async function engineHere(tenant: string) {
  const clock = createVirtualClock();
  const store = await openIdbStore({ tenant });
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    asked.push(new URL(input instanceof Request ? input.url : input).search);
    return contactsPage(input);
  };
  const waybill = createWaybill({ store, clock, fetch, lock: refusedLocks });
  const connection = waybill.connection("acme", { connector: contactsOf, credential: bearer("page") });
  return { clock, store, asked, waybill, connection };
}

/** Whatever is stored: every record once, and one receipt that holds. */
async function whatIsStored(store: Store) {
  const keys = await store.keys("acme", "contacts", { limit: 1000 });
  const { items } = await store.receipts("acme", { limit: 9 });
  const verdict = await verifyReceipts(store, target);
  return { keys: keys.length, different: new Set(keys).size, receipts: items.length, holds: verdict.ok };
}

const whole = { keys: 200, different: 200, receipts: 1, holds: true };

test("without locks, a thread that stood still finds its lease taken: it writes nothing, and tells of the other's end", async () => {
  const tenant = `frozen ${crypto.randomUUID()}`;
  const { frozen, ended, thaw } = frozenWorker(tenant, 9);
  await frozen;
  const { clock, store, asked, waybill, connection } = await engineHere(tenant);
  const before = await store.lease("acme", "contacts");
  expect(before?.owner).toMatch(/./);
  const over = new AbortController();
  const pulled = connection.pull("contacts").finally(() => over.abort());
  // Each look at the database is a turn of it: how long it takes is not a matter of this clock.
  for (; !over.signal.aborted; await store.head()) await clock.advance(1000);
  const receipt = await pulled;
  expect(receipt).toMatchObject({ outcome: "complete", pages: 20, counts: { received: 200, created: 200 } });
  // It goes on where the other one had stored the last page.
  expect(asked[0]).toContain("cursor=");
  expect(asked.length).toBeGreaterThanOrEqual(12);
  expect(await whatIsStored(store)).toEqual(whole);
  const head = await store.checkpoint("acme", "contacts");
  const lease = await store.lease("acme", "contacts");
  expect(lease?.token).toBeGreaterThan(before?.token ?? 0);
  thaw();
  const [, told, requests] = await ended;
  expect(told).toEqual(receipt);
  // What it had asked for when it froze, and what came while it tried to write that.
  expect(requests).toBeLessThanOrEqual(9 + pullDefaults.pagesPerCommit + 1);
  expect(await whatIsStored(store)).toEqual(whole);
  expect(await store.checkpoint("acme", "contacts")).toEqual(head);
  await waybill.dispose();
  await store.close();
});

test("without locks, what a thread was reading when it was killed is taken over once its lease has stood still for long enough, and not before", async () => {
  const tenant = `killed ${crypto.randomUUID()}`;
  const { worker, frozen } = frozenWorker(tenant, 9);
  await frozen;
  worker.terminate();
  const { clock, store, asked, waybill } = await engineHere(tenant);
  waybill.start();
  const isDone = async () => (await store.checkpoint("acme", "contacts"))?.last !== undefined;
  while (clock.monotonic() < pullDefaults.leaseMs - 1000) await clock.advance(500);
  expect(asked).toEqual([]);
  while (!(await isDone())) await clock.advance(500);
  expect(await whatIsStored(store)).toEqual(whole);
  expect(asked[0]).toContain("cursor=");
  await waybill.dispose();
  await store.close();
});
