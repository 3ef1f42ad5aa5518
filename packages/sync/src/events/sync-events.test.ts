import { expect, test } from "vitest";
import { pullContext } from "../../test/pull-context.ts";
import { bare, pages, run } from "../../test/run-pull.ts";
import { drift } from "../drift/index.ts";
import type { CommitEvent } from "../store/index.ts";
import { syncEvents } from "./sync-events.ts";
import type { SyncEvent } from "./sync-events.ts";

test("events are told after the commit that they are about, in its order", async () => {
  const shape = { contacts: { "/id": "string" } };
  const context = pullContext({
    vendor: pages({ data: [{ id: "a" }], next: "1" }, { data: [{ id: "b", more: 1 }, { none: 1 }], next: null }),
    contract: bare,
    watch: drift({ shape }),
  });
  const told: string[] = [];
  const checks: Promise<void>[] = [];
  const stop = syncEvents(context.store, (event) => {
    told.push(event.kind === "records" ? `records ${event.keys?.join(" ")}` : event.kind);
    checks.push(stands(event));
  });
  async function stands(event: SyncEvent): Promise<void> {
    expect(await context.store.head()).toBeGreaterThanOrEqual(event.commit);
    const named = event.kind === "finished" ? event.receipt : undefined;
    expect(await context.store.receipt(named?.id ?? "none")).toEqual(named);
  }
  await run(context);
  await Promise.all(checks);
  expect(told).toEqual(["records a", "records b", "quarantine", "finished", "drift"]);
  stop();
  await run(context);
  expect(told).toHaveLength(5);
});

test("a commit that is refused tells nothing", async () => {
  const { store } = pullContext({ vendor: pages() });
  const told: unknown[] = [];
  syncEvents(store, (event) => told.push(event));
  const refused = { connection: "acme", stream: "contacts", expect: { checkpoint: 4 }, remove: [] };
  await expect(store.commit(refused)).rejects.toMatchObject({ code: "superseded" });
  await store.erase("acme");
  await store.head();
  expect(told).toEqual([{ kind: "erased", connection: "acme", commit: 1 }]);
});

test("a receipt that cannot be read is reported, and later events are told", async () => {
  const told: string[] = [];
  const reported: unknown[] = [];
  let listen: (event: CommitEvent) => void = () => {};
  const store = {
    subscribe: (listener: (event: CommitEvent) => void) => {
      listen = listener;
      return () => {};
    },
    receipt: () => Promise.reject(new Error("unreadable")),
  };
  syncEvents(store, ({ kind }) => told.push(kind), { onError: (error) => reported.push(error) });
  const at = { connection: "acme", stream: "contacts" };
  listen({ ...at, commit: 1, receipt: "r", kinds: ["receipt"] });
  listen({ ...at, commit: 2, kinds: ["records"] });
  listen({
    connection: "acme",
    commit: 3,
    kinds: ["records", "quarantine", "checkpoint", "mutations", "receipt", "tokens"],
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual(["records", "missed"]);
  expect(reported).toEqual([new Error("unreadable")]);
});
