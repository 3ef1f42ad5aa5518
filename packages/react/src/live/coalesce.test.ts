import { expect, test } from "vitest";
import { coalesce } from "./coalesce.ts";

test("calls that come while the work runs cause one more run", async () => {
  const finish: (() => void)[] = [];
  let runs = 0;
  const call = coalesce(
    () =>
      new Promise((resolve) => {
        runs += 1;
        finish.push(resolve);
      }),
    () => undefined,
  );
  call();
  call();
  call();
  expect(runs).toBe(1);
  finish[0]?.();
  await Promise.resolve();
  expect(runs).toBe(2);
  finish[1]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(runs).toBe(2);
});
