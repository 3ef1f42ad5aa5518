import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { memoryTokenStore, oauth2 } from "../credentials/oauth2.ts";
import { createTransport } from "../transport.ts";
import { answer, never, rig } from "../testing/index.ts";
import type { Step } from "../testing/index.ts";

const ok = answer(200);

/** A body whose first chunk comes and whose second never does. */
function stalled(): ReadableStream<Uint8Array<ArrayBuffer>> {
  let chunks = 0;
  return new ReadableStream({
    pull(controller) {
      chunks += 1;
      if (chunks > 1) return new Promise(() => undefined);
      controller.enqueue(new Uint8Array([120]));
      return undefined;
    },
  });
}

/** A body of `chunks` chunks, one every `everyMs`. */
function slow(
  clock: { sleep(ms: number): Promise<void> },
  chunks: number,
  everyMs: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = chunks;
  return new ReadableStream(
    {
      async pull(controller) {
        await clock.sleep(everyMs);
        controller.enqueue(new Uint8Array([120]));
        left -= 1;
        if (left === 0) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** A step that behaves as fetch does: rejects with the signal's reason. */
const hangs: Step = (_, signal) =>
  new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));

test("case 66: 200 then stalled body -> timeout fires", async () => {
  const { call, clock } = rig({ timeout: { stallMs: 5000 } }, () => new Response(stalled()));
  const response = await call();
  await expect(clock.settle(response.text())).rejects.toMatchObject({ failure: { code: "timeout" } });
  expect(clock.monotonic()).toBe(5000);
});

test("case 67: 4xx/5xx then stalled error body -> settles within timeout", async () => {
  for (const status of [400, 503]) {
    const { call, clock } = rig(
      { retry: false, timeout: { stallMs: 5000 } },
      () => new Response(stalled(), { status }),
    );
    const response = await call();
    await expect(clock.settle(response.json())).rejects.toMatchObject({ failure: { code: "timeout" } });
    expect(clock.monotonic()).toBe(5000);
  }
});

test("case 68: custom fetch ignoring the signal -> still settles", async () => {
  const { call, clock } = rig({ retry: false, timeout: { headersMs: 1000 } }, never);
  await expect(call()).rejects.toMatchObject({ failure: { code: "timeout" } });
  expect(clock.monotonic()).toBe(1000);
});

test("case 69: returned Response's body readable after a timeout policy ends", async () => {
  const signals: (AbortSignal | null | undefined)[] = [];
  const { call, clock } = rig({ timeout: { headersMs: 1000 } }, (_, signal) => {
    signals.push(signal);
    return new Response("whole");
  });
  const response = await call();
  await clock.advance(10_000);
  expect(signals[0]?.aborted).toBe(false);
  expect(await clock.settle(response.text())).toBe("whole");
});

test("case 70: per-try and total timeouts are separate and compose", async () => {
  const { call, times, clock } = rig({ random: () => 0, timeout: { headersMs: 1000, deadlineMs: 2500 } }, hangs);
  await expect(call()).rejects.toMatchObject({ failure: { code: "timeout", gaveUp: "deadline", attempts: 3 } });
  expect([times(), clock.monotonic()]).toEqual([[0, 1000, 2000], 2500]);
});

test("case 71: stream/SSE/download: total timeout off or inactivity-based, not killed mid-way", async () => {
  const limits = { stallMs: 2000, deadlineMs: 5000 } as const;
  const events = rig(
    { timeout: limits },
    () => new Response(slow(events.clock, 10, 60_000), { headers: { "content-type": "text/event-stream" } }),
  );
  expect(await events.clock.settle((await events.call()).text())).toBe("x".repeat(10));
  const download = rig({ timeout: limits }, () => new Response(slow(download.clock, 10, 1000)));
  const file = await download.call({}, { timeout: { deadlineMs: false } });
  expect(await download.clock.settle(file.text())).toBe("x".repeat(10));
  const limited = rig({ timeout: limits }, () => new Response(slow(limited.clock, 10, 1000)));
  await expect(limited.clock.settle((await limited.call()).text())).rejects.toMatchObject({ code: "timeout" });
  expect(limited.clock.monotonic()).toBe(5000);
});

test("case 72: TimeoutError vs caller AbortError distinguishable by class/code", async () => {
  const late = rig({ retry: false, timeout: { headersMs: 1000 } }, hangs);
  await expect(late.call()).rejects.toMatchObject({ name: "FailureError", code: "timeout" });
  const controller = new AbortController();
  const aborted = rig({}, hangs);
  const call = aborted.start({ signal: controller.signal });
  controller.abort();
  await expect(call).rejects.toMatchObject({ name: "AbortError" });
});

test("case 73: caller's custom `reason` is what rejects", async () => {
  const reason = { why: "left the page" };
  for (const step of [hangs, never]) {
    const controller = new AbortController();
    const { start, clock } = rig({}, step);
    const call = start({ signal: controller.signal });
    await clock.advance(10);
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  }
});

test("case 74: abort 200 ms into 2 s backoff -> rejects ~200 ms, timer cleared, 1 call", async () => {
  const controller = new AbortController();
  const { start, clock, sent } = rig({}, answer(503, { "retry-after": "2" }), ok);
  const call = start({ signal: controller.signal });
  await clock.advance(200);
  controller.abort("enough");
  await expect(call).rejects.toBe("enough");
  await clock.advance(0);
  expect([clock.monotonic(), sent.length, clock.sleepers]).toEqual([200, 1, 0]);
});

test("case 75: pre-aborted signal -> 0 fetch calls", async () => {
  const { call, sent } = rig({}, ok);
  await expect(call({ signal: AbortSignal.abort("before") })).rejects.toBe("before");
  expect(sent).toHaveLength(0);
});

test("case 76: abort while queued in limiter -> leaves the queue, frees its slot", async () => {
  const controller = new AbortController();
  const { start, clock, sent } = rig({ throttle: { concurrency: 1, queue: 1 } }, (request, signal) =>
    sent.length === 1 ? hangs(request, signal) : new Response(),
  );
  const first = new AbortController();
  const holding = start({ signal: first.signal });
  await clock.advance(1);
  const queued = start({ signal: controller.signal });
  await clock.advance(1);
  controller.abort("left");
  await expect(queued).rejects.toBe("left");
  const successor = start();
  await clock.advance(1);
  first.abort("done");
  await expect(holding).rejects.toBe("done");
  expect((await clock.settle(successor)).status).toBe(200);
  expect(sent).toHaveLength(2);
});

test("case 77: abort while waiting on a shared refresh -> only that caller rejects", async () => {
  const tokens = memoryTokenStore();
  await tokens.save("k", { format: 1, accessToken: "old", tokenType: "bearer", refreshToken: "r" });
  const fresh = { access_token: "new", token_type: "bearer" };
  const { start, clock, sent } = rig(
    {
      origins: ["https://api.test"],
      credential: oauth2({ tokenUrl: "https://auth.test/token", clientId: "c", tokens, key: "k" }),
    },
    async ({ url, headers }) => {
      if (url.startsWith("https://auth.test")) await clock.sleep(1000);
      if (url.startsWith("https://auth.test")) return Response.json(fresh);
      return new Response("", { status: headers.get("authorization") === "Bearer new" ? 200 : 401 });
    },
  );
  const controller = new AbortController();
  const [leaving, staying] = [start({ signal: controller.signal }), start()];
  await clock.advance(500);
  controller.abort("left");
  await expect(leaving).rejects.toBe("left");
  expect((await clock.settle(staying)).status).toBe(200);
  expect(sent.filter(({ url }) => url.startsWith("https://auth.test"))).toHaveLength(1);
});

test("case 78: 60 OK calls on one signal -> 0 own listeners left", async () => {
  const { signal } = new AbortController();
  const { call, clock } = rig({}, answer(200, {}, "body"));
  for (let n = 0; n < 60; n += 1) await clock.settle((await call({ signal })).text());
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("case 79: 50k calls on one signal -> no growth (no `AbortSignal.any` on it)", async () => {
  const { signal } = new AbortController();
  const transport = createTransport({ fetch: () => Promise.resolve(new Response(null)) });
  for (let n = 0; n < 50_000; n += 1) await transport.fetch("https://api.test/", { signal });
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  const kept = Object.getOwnPropertySymbols(signal).map((key): unknown => Reflect.get(signal, key));
  const sizes = kept.map((held) => (held instanceof Set || held instanceof Map ? held.size : 0));
  expect(Math.max(0, ...sizes)).toBe(0);
});

test("case 80: listener removed only after the body settles (abort still works mid-body)", async () => {
  const controller = new AbortController();
  const { call, clock } = rig({}, () => new Response(stalled()));
  const response = await call({ signal: controller.signal });
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
  const reading = response.text();
  await clock.advance(100);
  controller.abort("mid-body");
  await expect(reading).rejects.toBe("mid-body");
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

test.each(["whole", "stream"])(
  "a body that is read as %s after its call has ended asks its source for nothing more",
  async (way) => {
    const asked: string[] = [];
    const source: UnderlyingDefaultSource = {
      pull: () => void asked.push("pull"),
      cancel: () => void asked.push("cancel"),
    };
    const { call } = rig({}, () => new Response(new ReadableStream(source, { highWaterMark: 0 })));
    const caller = new AbortController();
    const response = await call({ signal: caller.signal });
    caller.abort("left");
    await expect(way === "whole" ? response.text() : response.body?.getReader().read()).rejects.toBe("left");
    expect(asked).toEqual(["cancel"]);
  },
);
