import { expect, test } from "vitest";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import { createTransport } from "../transport.ts";
import { Turns } from "../turns.ts";
import type { LimitState, Lock } from "../stores.ts";
import { limitStore, sharedLimits } from "./shared-limits.ts";

const windowMs = 10_000;

interface Given {
  readonly limit: number;
  readonly rowsMs: number;
  /** Of every answer, or of each in turn. */
  readonly latencyMs: number | readonly number[];
}

/** Tabs over rows that take their time, before a vendor that counts what it is asked in each of its windows. */
function tabs({ limit, rowsMs, latencyMs, lock }: Given & { readonly lock: Lock }) {
  const clock = createVirtualClock();
  const kept = new Map<string, LimitState>();
  const rows = {
    read: (bucket: string) => clock.sleep(rowsMs).then(() => kept.get(bucket)),
    write: (bucket: string, state: LimitState) => clock.sleep(rowsMs).then(() => void kept.set(bucket, state)),
  };
  const asked: number[] = [];
  const latencies = [latencyMs].flat();
  let turn = 0;
  const fetch = async (): Promise<Response> => {
    const window = Math.floor(clock.monotonic() / windowMs);
    const used = (asked[window] = (asked[window] ?? 0) + 1);
    const left = Math.ceil(((window + 1) * windowMs - clock.monotonic()) / 1000);
    await clock.sleep(latencies[(turn += 1) % latencies.length] ?? 0);
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

test("an answer that comes a second late gives nothing back of what was taken since", async () => {
  const { clock, asked, drain } = tabs({ limit: 4, rowsMs: 0, latencyMs: [0, 0, 0, 1009, 0], lock: inTurns() });
  const first = drain(4);
  await clock.advance(windowMs - 100);
  await clock.settle(Promise.all([first, drain(4), drain(4)].flat()));
  expect(Math.max(...asked)).toBe(4);
});

test("without the lock they ask for more: it is what makes taking atomic", async () => {
  const none: Lock = { hold: (_, run) => run() };
  const { clock, asked, drain } = tabs({ limit: 12, rowsMs: 5, latencyMs: 50, lock: none });
  await clock.settle(Promise.all([drain(14), drain(14), drain(14)].flat()));
  expect(Math.max(...asked)).toBeGreaterThan(12);
});

test("where a browser refuses locks with the storage of a site, the transports of a page still take one after the other", async () => {
  const refused = new DOMException("The request was denied.", "SecurityError");
  const clock = createVirtualClock();
  const kept = new Map<string, LimitState>([["b", { remaining: 1, resetAt: clock.now() + 60_000, limit: 1 }]]);
  const rows = {
    read: (bucket: string) => clock.sleep(5).then(() => kept.get(bucket)),
    write: (bucket: string, state: LimitState) => clock.sleep(5).then(() => void kept.set(bucket, state)),
  };
  const store = limitStore({ rows, lock: { hold: () => Promise.reject(refused) }, clock });
  const taken = await clock.settle(Promise.all([store.take("b", 1), store.take("b", 1)]));
  expect(taken.map(({ granted }) => granted)).toEqual([true, false]);
});

test("a call that leaves while somebody holds the lock spends nothing, whether it still waits or is being written down", async () => {
  const clock = createVirtualClock();
  const kept = new Map<string, LimitState>([["b", { remaining: 5, resetAt: clock.now() + 60_000, limit: 5 }]]);
  const rows = {
    read: (bucket: string) => Promise.resolve(kept.get(bucket)),
    write: (bucket: string, state: LimitState) => clock.sleep(1000).then(() => void kept.set(bucket, state)),
  };
  const lock = inTurns();
  const store = limitStore({ rows, lock, clock });
  const frozen = lock.hold("waybill limit b", () => clock.sleep(3000));
  const [waits, writes] = [new AbortController(), new AbortController()];
  const ends = Promise.allSettled([
    frozen,
    store.take("b", 1, waits.signal),
    store.take("b", 1, writes.signal),
    store.take("b", 1),
  ]);
  await clock.advance(1000);
  waits.abort("left");
  await clock.advance(2500);
  writes.abort("left");
  const [, waited] = await clock.settle(ends);
  expect(waited).toMatchObject({ reason: "left" });
  expect(await store.read("b")).toMatchObject({ remaining: 4 });
});
