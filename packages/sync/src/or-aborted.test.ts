import { expect, test } from "vitest";
import { unhandledWhile } from "../test/unhandled-while.ts";
import { orAborted } from "./or-aborted.ts";

const gone = new Error("the caller has gone");

test.each<{ given: string; aborts: "before" | "while it waits" }>([
  { given: "who had gone before", aborts: "before" },
  { given: "who goes while it waits", aborts: "while it waits" },
])("work that fails later is not an unhandled rejection of a caller $given", async ({ aborts }) => {
  const unhandled = await unhandledWhile(async () => {
    const controller = new AbortController();
    let fail: (reason: Error) => void = () => {};
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    if (aborts === "before") controller.abort(gone);
    const waiting = orAborted(work, controller.signal);
    controller.abort(gone);
    await expect(waiting).rejects.toBe(gone);
    fail(new Error("The vendor answered 401"));
  });
  expect(unhandled).toEqual([]);
});

test("a result is the caller's, and so is a failure, while nobody aborts", async () => {
  const { signal } = new AbortController();
  expect(await orAborted(Promise.resolve(1), signal)).toBe(1);
  await expect(orAborted(Promise.reject(gone), signal)).rejects.toBe(gone);
});
