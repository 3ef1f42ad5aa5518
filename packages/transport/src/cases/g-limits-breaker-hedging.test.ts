import { expect, test } from "vitest";
import { breaker } from "../layers/breaker.ts";
import { hedge } from "../layers/hedge.ts";
import { Circuit, breakerDefaults } from "../policy/circuit.ts";
import { LearningBucket } from "../policy/limits/learning-bucket.ts";
import { throttleDefaults } from "../policy/limits/throttle-options.ts";
import { answer, never, rig } from "../testing/index.ts";
import type { Step } from "../testing/index.ts";

const ok = answer(200);
const down = answer(503);
const limited = (value: string): Step => answer(200, { ratelimit: value });

test('case 121: 200 with `RateLimit: "d";r=0;t=1` -> next call waits ~1 s before any 429', async () => {
  const { call, times } = rig({}, limited('"d";r=0;t=1'), ok);
  await call();
  await call();
  expect(times()).toEqual([0, 1000]);
});

test("case 122: one 429 pauses every queued call of that bucket", async () => {
  const { start, clock, times } = rig({ throttle: { concurrency: 1 } }, answer(429, { "retry-after": "7" }), ok);
  const calls = Promise.all(Array.from({ length: 5 }, () => start()));
  expect((await clock.settle(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(times()[0]).toBe(0);
  expect(Math.min(...times().slice(1))).toBe(7000);
});

test("case 123: older response arriving late cannot raise `remaining`; in-flight calls are subtracted", () => {
  const bucket = new LearningBucket({ ...throttleDefaults, probe: 10 });
  const [early, late] = [bucket.sent(0), bucket.sent(0)];
  const say = (remaining: number) => [{ name: "d", remaining, resetMs: 1000 }];
  bucket.told(late, say(1), 10);
  bucket.told(early, say(2), 20);
  expect([bucket.windows(20)[0]?.remaining, bucket.delay(20)]).toEqual([1, 0]);
  bucket.sent(30);
  expect(bucket.delay(30)).toBe(980);
});

test("case 124: after reset, queued calls are spread, not fired together", async () => {
  const first: Step = answer(200, { ratelimit: '"d";r=0;t=10', "ratelimit-policy": '"d";q=100;w=10' });
  const { call, start, clock, times } = rig({}, first, ok);
  await call();
  await clock.settle(Promise.all(Array.from({ length: 20 }, () => start())));
  const after = times().slice(1);
  expect(after[0]).toBe(10_000);
  expect(new Set(after).size).toBe(20);
  expect(after.at(-1)).toBeLessThan(11_000);
});

test("case 125: wait would exceed deadline or cap -> reject at enqueue", async () => {
  const { call, clock, sent, start } = rig({ timeout: { deadlineMs: 5000 } }, limited('"d";r=0;t=30'), ok);
  await call();
  await expect(start()).rejects.toMatchObject({
    failure: { code: "rate_limited", gaveUp: "deadline", retryAfterMs: 30_000 },
  });
  const capped = rig({}, limited('"d";r=0;t=61'), ok);
  await capped.call();
  await expect(capped.start()).rejects.toMatchObject({ failure: { code: "rate_limited", gaveUp: "cap" } });
  expect([clock.monotonic(), sent.length, clock.sleepers]).toEqual([0, 1, 0]);
});

test("case 126: retry does not take a second place at the queue's end nor bypass the limiter", async () => {
  const order: string[] = [];
  const { start, clock, times } = rig(
    { random: () => 0, throttle: { limits: [{ requests: 1, perMs: 1000 }] } },
    ({ url }) => {
      order.push(url.slice(-1));
      return new Response("", { status: order.length === 1 ? 503 : 200 });
    },
  );
  const calls = ["1", "2", "3"].map((name) => start({}, {}, `https://api.test/${name}`));
  await clock.settle(Promise.all(calls));
  expect([order, times()]).toEqual([
    ["1", "1", "2", "3"],
    [0, 1000, 2000, 3000],
  ]);
});

test("case 127: wall clock steps back 1 h -> limiter and breaker still recover (monotonic clock)", async () => {
  const { call, clock, times } = rig({}, limited('"d";r=0;t=1'), ok);
  await call();
  clock.step(-3_600_000);
  await call();
  expect(times()).toEqual([0, 1000]);
  const broken = rig({ retry: false, breaker: breaker({ minimum: 1, openMs: 1000 }) }, down, ok);
  await broken.call();
  await expect(broken.call()).rejects.toMatchObject({ code: "circuit_open" });
  broken.clock.step(-3_600_000);
  await broken.clock.advance(1000);
  expect((await broken.call()).status).toBe(200);
});

test("case 128: half-open admits N probes; others fail fast", async () => {
  const options = { minimum: 1, openMs: 1000, probes: 2 };
  const { call, start, clock, sent } = rig({ retry: false, breaker: breaker(options) }, down, never);
  await call();
  await clock.advance(1000);
  const calls = Array.from({ length: 5 }, () =>
    start().catch((error: unknown) => Reflect.get(error as object, "code") as unknown),
  );
  const ends = Promise.all(calls.slice(2));
  expect(await clock.settle(ends)).toEqual(["circuit_open", "circuit_open", "circuit_open"]);
  expect([sent.length, clock.monotonic()]).toEqual([3, 1000]);
});

test("case 129: hung probe is timed out and releases its slot", async () => {
  const options = { minimum: 1, openMs: 1000, probeTimeoutMs: 5000 };
  const { call, start, clock } = rig(
    { retry: false, timeout: { headersMs: false }, breaker: breaker(options) },
    down,
    never,
    ok,
  );
  await call();
  await clock.advance(1000);
  const hung = start().catch(() => undefined);
  await clock.advance(1);
  const retryAt = clock.now() - 1 + 5000;
  await expect(call()).rejects.toMatchObject({ failure: { code: "circuit_open", retryAt } });
  await clock.advance(4999);
  expect((await call()).status).toBe(200);
  expect((await call()).status).toBe(200);
  await clock.settle(hung);
  const circuit = new Circuit({ ...breakerDefaults, minimum: 1, openMs: 1000, probeTimeoutMs: 5000 });
  const first = circuit.admit(0);
  if ("retryAt" in first) throw new Error("a closed circuit admits");
  circuit.report(first, "failure", 0);
  expect(circuit.admit(1000)).not.toHaveProperty("retryAt");
  expect(circuit.admit(5999)).toEqual({ retryAt: 6000 });
  expect(circuit.admit(6000)).not.toHaveProperty("retryAt");
});

test("case 130: failures older than the window do not count after idle", async () => {
  const { call, clock } = rig(
    { retry: false, breaker: breaker({ minimum: 3, windowMs: 10_000 }) },
    down,
    down,
    down,
    down,
    ok,
  );
  await call();
  await call();
  await clock.advance(600_000);
  await call();
  await call();
  expect((await call()).status).toBe(200);
});

test("case 131: 4xx and caller aborts count neither as failure nor as success", async () => {
  const steps = [answer(404), answer(400), never, down];
  const { call, start, clock } = rig({ retry: false, breaker: breaker({ minimum: 2, failureRate: 1 }) }, ...steps);
  await call();
  await call();
  const controller = new AbortController();
  const aborted = start({ signal: controller.signal });
  await clock.advance(1);
  controller.abort("left");
  await expect(aborted).rejects.toBe("left");
  expect((await call()).status).toBe(503);
  expect((await call()).status).toBe(503);
  await expect(call()).rejects.toMatchObject({ code: "circuit_open" });
});

test("case 132: result of a call begun before opening cannot close the breaker", () => {
  const circuit = new Circuit({ ...breakerDefaults, minimum: 1, openMs: 1000 });
  const [slow, failing] = [circuit.admit(0), circuit.admit(0)];
  if ("retryAt" in slow || "retryAt" in failing) throw new Error("a closed circuit admits");
  circuit.report(failing, "failure", 10);
  circuit.report(slow, "success", 20);
  expect(circuit.state(20)).toBe("open");
  expect(circuit.state(1010)).toBe("half-open");
  circuit.report(slow, "success", 1010);
  expect(circuit.state(1010)).toBe("half-open");
});

test("case 133: breaker-open error is not retried by the same stack, carries `retryAt`, keyed per origin", async () => {
  const { call, clock, sent } = rig(
    { retry: { retries: 0 }, breaker: breaker({ minimum: 1, openMs: 10_000 }) },
    down,
    ok,
  );
  await call();
  const refused = rig({ breaker: breaker({ minimum: 1, openMs: 10_000 }), random: () => 0 }, down, ok);
  await expect(refused.call()).rejects.toMatchObject({ code: "circuit_open" });
  expect(refused.sent).toHaveLength(1);
  await expect(call()).rejects.toMatchObject({ failure: { code: "circuit_open", retryAt: clock.now() + 10_000 } });
  expect((await call({}, {}, "https://other.test/")).status).toBe(200);
  expect(sent).toHaveLength(2);
});

test("case 134: hedge only safe methods (or with key); loser aborted, its body cancelled, no unhandledRejection", async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", note);
  const signals: (AbortSignal | null | undefined)[] = [];
  let cancelled = false;
  const late = new ReadableStream({
    cancel: () => {
      cancelled = true;
    },
  });
  const slow: Step = async (_, signal) => {
    signals.push(signal);
    await clock.sleep(5000);
    return new Response(late);
  };
  const { call, clock, times } = rig({ hedge: hedge({ delayMs: 1000 }) }, slow, answer(200, {}, "copy"));
  const response = await call();
  expect([await response.text(), times(), signals[0]?.aborted]).toEqual(["copy", [0, 1000], true]);
  await clock.advance(10_000);
  process.off("unhandledRejection", note);
  expect([unhandled, cancelled]).toEqual([[], true]);
  const post = rig({ retry: false, hedge: hedge({ delayMs: 1000 }), timeout: { headersMs: 5000 } }, never);
  await expect(post.call({ method: "POST" })).rejects.toMatchObject({ code: "timeout" });
  expect(post.times()).toEqual([0]);
  const keyed = rig({ hedge: hedge({ delayMs: 1000 }), idempotency: { header: "key" } }, never, ok);
  expect((await keyed.call({ method: "POST" })).status).toBe(200);
  expect([keyed.times(), new Set(keyed.sent.map(({ headers }) => headers.get("key"))).size]).toEqual([[0, 1000], 1]);
});

test("case 135: fast 5xx hedge does not beat a still-running primary", async () => {
  const slow: Step = async () => {
    await clock.sleep(3000);
    return new Response("primary");
  };
  const { call, clock, times } = rig({ hedge: hedge({ delayMs: 1000 }) }, slow, down);
  const response = await call();
  expect([response.status, await response.text(), times()]).toEqual([200, "primary", [0, 1000]]);
});

test("case 136: hedge budget empty -> no new hedge, in-flight ones continue; total deadline ends all", async () => {
  const slow: Step = async () => {
    await clock.sleep(2000);
    return new Response();
  };
  const { start, clock, sent } = rig(
    { throttle: false, hedge: hedge({ delayMs: 1000, burst: 1, share: 0.001 }) },
    slow,
  );
  const calls = Promise.all([start(), start(), start()]);
  expect((await clock.settle(calls)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(sent).toHaveLength(4);
  const signals: (AbortSignal | null | undefined)[] = [];
  const hanging = rig({ hedge: hedge(), timeout: { headersMs: false, deadlineMs: 3000 } }, (_, signal) => {
    signals.push(signal);
    return new Promise(() => undefined);
  });
  await expect(hanging.call()).rejects.toMatchObject({ code: "timeout" });
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
  expect([hanging.clock.monotonic(), hanging.clock.sleepers]).toEqual([3000, 0]);
});
