import { afterEach, expect, test } from "vitest";
import type { SyncSnapshot } from "../status/snapshot.ts";
import { openIdbStore } from "../store/idb/open-idb-store.ts";
import { connectWaybill } from "./index.ts";
import type { RemoteWaybill } from "./index.ts";

const target = { connection: "acme", stream: "contacts" } as const;
const nine = Array.from({ length: 9 }, () => ({}));
const workers: Worker[] = [];
afterEach(() => workers.splice(0).forEach((worker) => worker.terminate()));

interface EngineAt {
  readonly tenant: string;
  /** From this request on the vendor is silent. Default: it never is. */
  readonly silentFrom?: number;
}

/** A real dedicated Worker with a whole engine over IndexedDB, 200 contacts at the vendor's, ten on a page. */
function openEngine({ tenant, silentFrom = Infinity }: EngineAt) {
  const url = new URL("../../test/engine-worker.ts", import.meta.url);
  const worker = new Worker(url, { type: "module", name: `${tenant}|${silentFrom}` });
  workers.push(worker);
  const asked: string[] = [];
  const waiting = new Map<number, () => void>();
  worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") waiting.get(asked.push(data))?.();
  });
  const remote = connectWaybill(worker);
  return {
    worker,
    remote,
    acme: remote.connection("acme", "a token"),
    asked,
    /** Resolves with the nth request. */
    request: (nth: number) =>
      new Promise<void>((resolve) => {
        if (asked.length >= nth) resolve();
        else waiting.set(nth, resolve);
      }),
  };
}

/** Resolves to the first snapshot that is as wanted. */
function once({ status }: RemoteWaybill, wanted: (snapshot: SyncSnapshot) => boolean): Promise<SyncSnapshot> {
  return new Promise((resolve, reject) => {
    const leave = status.subscribe(
      target,
      (snapshot) => {
        if (!wanted(snapshot)) return;
        leave();
        resolve(snapshot);
      },
      reject,
    );
  });
}

test("a first sync in a worker is seen in the page: its status and its records, live, and its receipt", async () => {
  const { remote, acme } = openEngine({ tenant: "seen in the page" });
  const phases = new Set<string>();
  let changes = 0;
  remote.status.subscribe(target, ({ phase, lastOutcome }) => phases.add(`${phase} ${lastOutcome}`));
  remote.status.subscribeRecords(target, () => (changes += 1));
  // Its receipt is written before its lease is given back: in between it is over, and still at work.
  const done = once(remote, ({ phase, lastOutcome }) => phase === "idle" && lastOutcome === "complete");
  const [receipt, ...others] = await acme.sync();
  expect(others).toEqual([]);
  expect(receipt).toMatchObject({ outcome: "complete", pages: 20, counts: { received: 200, created: 200 } });
  expect(await done).toMatchObject({ receipt: receipt?.id, durable: true });
  expect(phases.has("idle complete")).toBe(true);
  // A commit takes at most four of the twenty pages.
  expect(changes).toBeGreaterThanOrEqual(5);
  expect(await remote.status.count(target)).toBe(200);
  const records = await remote.status.records(target, { limit: 3 });
  expect(records.map(({ data }) => data["id"])).toEqual(["c0", "c1", "c10"]);
  expect(await remote.status.receipt(receipt?.id ?? "")).toEqual(receipt);
  const answer = await acme.fetch("https://api.harbor.test/contacts?cursor=190");
  expect(await answer.json()).toMatchObject({ total: 200, next: null, data: [{ id: "c190" }, ...nine] });
  await remote.dispose();
});

test("what the page aborts stops at its checkpoint in the worker, and goes on there", async () => {
  const { remote, acme, request, asked } = openEngine({ tenant: "aborted", silentFrom: 4 });
  const user = new AbortController();
  const pulling = acme.pull("contacts", { signal: user.signal });
  const outcome = pulling.catch((reason: unknown) => reason);
  await request(4);
  const reason = new Error("The person has left.");
  user.abort(reason);
  expect(await outcome).toBe(reason);
  expect(await remote.status.count(target)).toBe(30);
  expect(await remote.status.snapshot(target)).toMatchObject({ phase: "idle", lastOutcome: "none" });
  const again = openEngine({ tenant: "aborted" });
  expect(await again.acme.pull("contacts")).toMatchObject({ outcome: "complete", counts: { received: 200 } });
  expect(again.asked.length + asked.length).toBe(21);
});

test.each([
  { how: "by the handle", end: ({ remote }: ReturnType<typeof openEngine>) => remote.terminate(), code: "aborted" },
  { how: "behind its back", end: ({ worker }: ReturnType<typeof openEngine>) => worker.terminate(), code: "internal" },
])(
  "a worker terminated $how in the middle leaves nothing open here, and a new one finishes with nothing lost or doubled",
  async ({ how, end, code }) => {
    const tenant = `terminated ${how}`;
    const first = openEngine({ tenant, silentFrom: 8 });
    const pulling = first.acme.pull("contacts").catch((reason: unknown) => reason);
    const doubted = new Promise((resolve) => first.remote.status.subscribe(target, () => undefined, resolve));
    await first.request(8);
    await once(first.remote, ({ phase }) => phase === "running");
    end(first);
    expect(await pulling).toMatchObject({ name: "FailureError", code });
    expect(await doubted).toMatchObject({ name: "FailureError", code });
    await expect(first.remote.status.snapshot(target)).rejects.toMatchObject({ code });

    const next = openEngine({ tenant });
    const receipt = await next.acme.pull("contacts");
    expect(receipt).toMatchObject({ outcome: "complete", pages: 20, counts: { received: 200, created: 200 } });
    expect(next.asked[0]).toContain("cursor=");
    await next.remote.dispose();
    const store = await openIdbStore({ tenant });
    const keys = await store.keys("acme", "contacts", { limit: 1000 });
    expect([keys.length, new Set(keys).size]).toEqual([200, 200]);
    expect((await store.receipts("acme", { limit: 10 })).items).toHaveLength(1);
    await store.close();
  },
);

test("an error in the worker ends it, and everything that waits is told", async () => {
  const { worker, remote, acme, request } = openEngine({ tenant: "failing", silentFrom: 2 });
  worker.addEventListener("error", (event) => event.preventDefault());
  const pulling = acme.pull("contacts").catch((reason: unknown) => reason);
  await request(2);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin but its page's
  worker.postMessage("throw");
  expect(await pulling).toMatchObject({ code: "internal" });
  expect(await remote.ended).toMatchObject({ cause: { message: expect.stringContaining("boom") } });
});

const failing = URL.createObjectURL(
  new Blob([`await Promise.reject(new Error("no store"))`], { type: "text/javascript" }),
);

test.each([
  { what: "cannot be loaded", url: "/no-such-worker.js" },
  { what: "cannot make its engine", url: failing },
])("a worker that $what is told, and not waited for", async ({ url }) => {
  const worker = new Worker(url, { type: "module" });
  worker.addEventListener("error", (event) => event.preventDefault());
  const remote = connectWaybill(worker);
  await expect(remote.connection("acme").sync()).rejects.toMatchObject({ code: "internal" });
  await expect(remote.ended).resolves.toMatchObject({ origin: "us" });
});
