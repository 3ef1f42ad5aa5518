import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { getEventListeners } from "node:events";
import { answer, rig } from "../testing/index.ts";

test("looking at `body` leaves the answer readable in every other way", async () => {
  const { call, clock } = rig({}, answer(200, { "content-type": "application/json" }, '{"a":1}'));
  const response = await call();
  expect(response.body).toBeInstanceOf(ReadableStream);
  expect(response.bodyUsed).toBe(false);
  const copy = response.clone();
  expect(await clock.settle(response.json())).toEqual({ a: 1 });
  expect(await clock.settle(copy.blob()).then((blob) => blob.type)).toBe("application/json");
});

test("a body can be piped, and a reader that gives up cancels the platform's", async () => {
  let cancelled: unknown;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array([120])),
    cancel: (reason) => {
      cancelled = reason;
    },
  });
  const { call } = rig({}, () => new Response(endless));
  const reader = (await call()).body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(await reader?.read()).toEqual({ done: false, value: "x" });
  await reader?.cancel("enough");
  expect(cancelled).toBe("enough");
});

test("a form comes back as a form", async () => {
  const form = new FormData();
  form.set("name", "value");
  const { call, clock } = rig({}, () => new Response(form));
  const read = await clock.settle((await call()).formData());
  expect(read.get("name")).toBe("value");
});

test("an answer whose body nobody reads is forgotten with it, and leaves no listener behind", async () => {
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("gc");
  const { signal } = new AbortController();
  const { call } = rig({}, answer(200, {}, "unread"));
  for (let n = 0; n < 20; n += 1) await call({ signal });
  for (let round = 0; round < 50 && getEventListeners(signal, "abort").length > 1; round += 1) {
    if (typeof gc === "function") gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(getEventListeners(signal, "abort").length).toBeLessThanOrEqual(1);
});

test.each([
  ["whole", "transport"],
  ["whole", "caller"],
  ["stream", "transport"],
  ["stream", "caller"],
])(
  "an event stream that has been silent for longer than bodies may be, read as %s, ends with its %s",
  async (way, by) => {
    const silent = () => new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } });
    const { call, clock, transport } = rig({}, silent);
    const caller = new AbortController();
    const response = await call({ signal: caller.signal });
    const reading = way === "whole" ? response.text() : response.body?.getReader().read();
    const ended = Promise.resolve(reading).catch((error: unknown) => error);
    await clock.advance(60_000);
    if (by === "transport") transport.dispose();
    else caller.abort({ code: "aborted" });
    expect(await ended).toMatchObject({ code: "aborted" });
  },
);
