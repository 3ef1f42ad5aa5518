import { expect, test } from "vitest";
import type { StatusTarget } from "@waybill/sync/status";
import { createMemorySource } from "../testing/memory-source.ts";
import { batchSnapshots } from "./batch-snapshots.ts";

test("requirement 79: a hundred reads in one turn are one request", async () => {
  const source = createMemorySource();
  const batched = batchSnapshots(source);
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => batched.snapshot({ connection: `c${i}` })));
  expect(answers.map((answer) => answer.connection)).toEqual(Array.from({ length: 100 }, (_, i) => `c${i}`));
  expect(source.asked).toMatchObject({ snapshot: 0, snapshots: 1 });
});

test("a failed request fails each of its reads", async () => {
  const source = createMemorySource();
  source.breakReads(new Error("down"));
  const batched = batchSnapshots(source);
  const answers = await Promise.allSettled([
    batched.snapshot({ connection: "a" }),
    batched.snapshot({ connection: "b" }),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual(["rejected", "rejected"]);
});

test("a stream that the source refuses to know takes no other read of the turn along", async () => {
  const source = createMemorySource();
  const snapshot = async (target: StatusTarget) => {
    if (target.stream === "contcats") throw new RangeError("There is no stream contcats.");
    return source.snapshot(target);
  };
  const batched = batchSnapshots({ snapshot, snapshots: (targets) => Promise.all(targets.map(snapshot)) });
  const streams = ["contacts", "contcats", "deals"];
  const answers = await Promise.allSettled(streams.map((stream) => batched.snapshot({ connection: "a", stream })));
  expect(answers).toMatchObject([
    { value: { stream: "contacts" } },
    { reason: { message: "There is no stream contcats." } },
    { value: { stream: "deals" } },
  ]);
});
