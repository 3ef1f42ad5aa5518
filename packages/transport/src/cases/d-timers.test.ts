import { afterEach, expect, test, vi } from "vitest";
import { bearer } from "../credentials/bearer.ts";
import { systemClock } from "../clock.ts";
import { memoryTokenStore, oauth2 } from "../credentials/oauth2.ts";
import { answer, rig } from "../testing/index.ts";

const ok = answer(200);
const down = answer(503);

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("case 81: backoff timer keeps the process alive; proactive-refresh timer does not", async () => {
  const timers = vi.spyOn(globalThis, "setTimeout");
  const controller = new AbortController();
  const waiting = systemClock.sleep(60_000, controller.signal);
  const handle: unknown = timers.mock.results[0]?.value;
  expect(handle).toMatchObject({ hasRef: expect.any(Function) as unknown });
  expect((handle as NodeJS.Timeout).hasRef()).toBe(true);
  controller.abort("over");
  await expect(waiting).rejects.toBe("over");
  const tokens = memoryTokenStore();
  const { call, clock } = rig(
    { credential: oauth2({ tokenUrl: "https://auth.test/token", clientId: "c", tokens, key: "k" }) },
    ok,
  );
  await tokens.save("k", {
    format: 1,
    accessToken: "a",
    tokenType: "bearer",
    refreshToken: "r",
    expiresAt: clock.now() + 3_600_000,
  });
  await call();
  expect(clock.sleepers).toBe(0);
});

test("case 82: after last result all timers cleared, process exits", async () => {
  const { call, clock, start } = rig(
    {},
    down,
    answer(429, { "retry-after": "1" }),
    answer(200, { ratelimit: '"d";r=0;t=1' }, "body"),
    ok,
  );
  await clock.settle((await call()).text());
  await clock.settle(Promise.all([start(), start()]));
  expect(clock.sleepers).toBe(0);
});

test("case 83: any wait > 2^31-1 ms is chunked, not overflowed", async () => {
  vi.useFakeTimers();
  const woken = vi.fn<() => void>();
  const sleeping = systemClock.sleep(5_000_000_000).then(woken);
  await vi.advanceTimersByTimeAsync(4_999_999_999);
  expect(woken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await sleeping;
  expect(woken).toHaveBeenCalledOnce();
  const rung = vi.fn<() => void>();
  systemClock.timer?.(5_000_000_000, rung);
  const off = systemClock.timer?.(5_000_000_000, rung);
  await vi.advanceTimersByTimeAsync(4_999_999_999);
  off?.();
  expect(rung).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(rung).toHaveBeenCalledOnce();
});

test("case 84: works without AbortSignal.any / .timeout (older Safari)", async () => {
  const statics = { any: AbortSignal.any.bind(AbortSignal), timeout: AbortSignal.timeout.bind(AbortSignal) };
  Object.assign(AbortSignal, { any: undefined, timeout: undefined });
  try {
    const { call, clock } = rig({ credential: bearer("t") }, down, answer(200, {}, "fine"));
    const response = await call({ signal: new AbortController().signal });
    expect(await clock.settle(response.text())).toBe("fine");
  } finally {
    Object.assign(AbortSignal, statics);
  }
});
