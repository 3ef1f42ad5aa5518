import { failure, FailureError } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { createMemoryStore } from "../store/index.ts";
import type { Store } from "../store/index.ts";
import { lifeOf } from "./lease.ts";
import { markSync } from "./sync-mark.ts";

test("where the mark of a sync cannot be read, nothing is written in its place, however much others write", async () => {
  const [clock, store] = [createVirtualClock(), createMemoryStore()];
  const life = await lifeOf(store, "acme");
  const mark = { connection: "acme", stream: "", lease: { owner: "other", token: life, heartbeat: 1, since: 1 } };
  await store.commit(mark);
  const unread: Store = {
    ...store,
    lease: async () => {
      throw new FailureError(failure("storage", { message: "The disk is on fire." }));
    },
  };
  const at = { clock, connection: "acme", owner: "own", leaseMs: 10_000, life };
  const unmark = await markSync({ ...at, store: unread }, [["contacts", 0]]);
  await store.commit(mark);
  await clock.advance(30_000);
  expect([await store.head(), await store.lease("acme", "")]).toEqual([3, mark.lease]);
  await unmark();
});
