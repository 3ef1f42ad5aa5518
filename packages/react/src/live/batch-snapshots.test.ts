import { expect, test } from "vitest";
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
