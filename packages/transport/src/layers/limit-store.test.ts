import { expect, test } from "vitest";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import { createTransport } from "../transport.ts";
import { Turns } from "../turns.ts";
import type { LimitState, Lock } from "../stores.ts";
import { limitStore, sharedLimits } from "./shared-limits.ts";

const windowMs = 10_000;

/** Tabs over rows that take their time, before a vendor that counts what it is asked in each of its windows. */
function tabs({ limit, rowsMs, latencyMs, lock }: { limit: number; rowsMs: number; latencyMs: number; lock: Lock }) {
  const clock = createVirtualClock();
  const kept = new Map<string, LimitState>();
  const rows = {
    read: (bucket: string) => clock.sleep(rowsMs).then(() => kept.get(bucket)),
    write: (bucket: string, state: LimitState) => clock.sleep(rowsMs).then(() => void kept.set(bucket, state)),
  };
  const asked: number[] = [];
  const fetch = async (): Promise<Response> => {
    const window = Math.floor(clock.monotonic() / windowMs);
    const used = (asked[window] = (asked[window] ?? 0) + 1);
    const left = Math.ceil(((window + 1) * windowMs - clock.monotonic()) / 1000);
    await clock.sleep(latencyMs);
    const headers = { ratelimit: `"d";r=${Math.max(0, limit - used)};t=${left}`, "ratelimit-policy": `"d";q=${limit}` };
    return new Response(null, { status: used > limit ? 429 : 200, headers });
  };
  const open = () =>
    createTransport({
      clock,
      fetch,
      retry: { retries: 50, budget: false },
      timeout: { deadlineMs: false },
      throttle: { maxWaitMs: 1e9, share: sharedLimits({ store: limitStore({ rows, lock, clock }) }) },
    });
  const drain = (calls: number) => {
    const transport = open();
    return Array.from({ length: calls }, () => transport.fetch("https://api.test/"));
  };
  return { clock, asked, drain };
}

const inTurns = (): Lock => {
  const turns = new Turns();
  return { hold: (name, run) => turns.run(name, run) };
};

test.each([
  { limit: 12, rowsMs: 0, latencyMs: 300 },
  { limit: 13, rowsMs: 2, latencyMs: 0 },
  { limit: 20, rowsMs: 5, latencyMs: 40 },
])(
  "three tabs never ask for more than the limit in any window, and use what there is: $limit, rows in $rowsMs ms, answers in $latencyMs ms",
  async (given) => {
    const { clock, asked, drain } = tabs({ ...given, lock: inTurns() });
    const answers = await clock.settle(Promise.all([drain(14), drain(14), drain(14)].flat()));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(Math.max(...asked)).toBeLessThanOrEqual(given.limit);
    expect(asked.length).toBeLessThanOrEqual(Math.ceil(42 / given.limit) + 1);
  },
);

test("without the lock they ask for more: it is what makes taking atomic", async () => {
  const none: Lock = { hold: (_, run) => run() };
  const { clock, asked, drain } = tabs({ limit: 12, rowsMs: 5, latencyMs: 50, lock: none });
  await clock.settle(Promise.all([drain(14), drain(14), drain(14)].flat()));
  expect(Math.max(...asked)).toBeGreaterThan(12);
});
