import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { base, json, none, openStream, setup, target, told } from "../../test/status-server-rig.ts";
import type { SyncSnapshot } from "../status/snapshot.ts";
import { httpStatusSource } from "./http-status-source.ts";
import { httpStatusDefaults } from "./settings.ts";

test("a server without streams is asked as often as the liveliest target deserves", async () => {
  const { clock, subscribe, times, source } = setup({
    "/events": [none],
    "/statuses": [
      told({ phase: "running", revision: 1 }),
      told({ phase: "pending", revision: 2 }),
      told({ nextAttemptAt: 9, revision: 3 }),
      told({ revision: 4 }),
    ],
  });
  const stop = subscribe();
  await clock.advance(600_000);
  expect(times("/events")).toEqual([0]);
  expect(times("/statuses")).toEqual([0, 2_500, 12_500, 72_500, 372_500]);
  expect(source.link.current()).toBe("polling");
  stop();
  await clock.advance(0);
  expect([source.link.current(), clock.sleepers]).toEqual(["idle", 0]);
});

test("requirement 10: after questions without an answer the last truth stays, doubts are told, and the wait doubles up to five minutes", async () => {
  const { clock, heard, doubts, subscribe, times } = setup({
    "/events": [none],
    "/statuses": [told({ nextAttemptAt: 9 }), () => json({}, 503)],
  });
  subscribe();
  await clock.advance(60_000);
  expect(heard).toMatchObject([{ revision: 5, lastOutcome: "complete" }]);
  expect(doubts).toHaveLength(1);
  await clock.advance(1_000_000);
  const waits = times("/statuses").map((at, i, all) => at - (all[i - 1] ?? 0));
  expect(waits.slice(2)).toEqual([2_500, 5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  expect(heard).toHaveLength(1);
});

test("Retry-After is waited for, and an answer after that takes the doubt back", async () => {
  const { clock, heard, doubts, subscribe, times, source } = setup({
    "/events": [none],
    "/statuses": [() => json({}, 429, { "retry-after": "90" }), told({})],
  });
  subscribe();
  await clock.advance(89_000);
  expect(source.link.current()).toBe("broken");
  await clock.advance(2_000);
  expect(times("/statuses")).toEqual([0, 90_000]);
  expect([doubts.length, heard.length]).toEqual([1, 1]);
});

test("requirement 80: nothing is asked while the page is hidden, and once at once when it is seen again", async () => {
  const { clock, page, subscribe, times, source } = setup({
    "/events": [none],
    "/statuses": [told({ phase: "running" })],
  });
  subscribe();
  await clock.advance(3_000);
  expect(times("/statuses")).toEqual([0, 2_500]);
  page.set(true);
  await clock.advance(3_600_000);
  expect(times("/statuses")).toHaveLength(2);
  expect(source.link.current()).toBe("idle");
  page.set(false);
  await clock.advance(1_000);
  expect(times("/statuses").slice(2)).toEqual([3_603_000]);
});

test("requirement 12: what comes twice or late on the stream is not told", async () => {
  const stream = openStream();
  const { clock, heard, subscribe, source } = setup({ "/events": [stream.answer] });
  subscribe();
  await clock.advance(0);
  stream.snapshot({ revision: 7, observedAt: 30 });
  stream.snapshot({ revision: 7, observedAt: 30 });
  stream.snapshot({ revision: 6, observedAt: 40, lastOutcome: "failed" });
  stream.snapshot({ revision: 7, observedAt: 20, phase: "running" });
  stream.snapshot({ revision: 7, observedAt: 31, phase: "running" });
  await clock.advance(0);
  expect(heard.map(({ revision, phase }) => [revision, phase])).toEqual([
    [7, "idle"],
    [7, "running"],
  ]);
  expect(source.link.current()).toBe("live");
});

test("a read that is older than what the stream said answers with what the stream said", async () => {
  const stream = openStream();
  const { clock, subscribe, source } = setup({ "/events": [stream.answer], "/statuses": [told({ revision: 3 })] });
  subscribe();
  await clock.advance(0);
  stream.snapshot({ revision: 9 });
  await clock.advance(0);
  expect((await source.snapshot(target)).revision).toBe(9);
});

test("a stream that ended is resumed with the last id, and one that hid with the page too", async () => {
  const [first, second, third] = [openStream(), openStream(), openStream()];
  const { clock, log, page, heard, subscribe } = setup({ "/events": [first.answer, second.answer, third.answer] });
  subscribe();
  await clock.advance(0);
  first.snapshot({ revision: 7 }, "7");
  first.end();
  await clock.advance(2_000);
  second.snapshot({ revision: 8 }, "8");
  await clock.advance(0);
  page.set(true);
  await clock.advance(60_000);
  expect(second.cancelled()).toBe(true);
  page.set(false);
  await clock.advance(0);
  expect(log.map(({ headers }) => headers.get("last-event-id"))).toEqual([null, "7", "8"]);
  expect(heard.map(({ revision }) => revision)).toEqual([7, 8]);
});

test("other targets are asked for from the beginning", async () => {
  const [first, second] = [openStream(), openStream()];
  const { clock, log, subscribe, source } = setup({ "/events": [first.answer, second.answer] });
  subscribe();
  await clock.advance(0);
  first.snapshot({ revision: 7 }, "7");
  await clock.advance(0);
  source.subscribe({ connection: "acme" }, () => undefined);
  await clock.advance(0);
  expect(log.at(-1)?.headers.get("last-event-id")).toBeNull();
  expect(log.at(-1)?.body).toEqual({ targets: [target, { connection: "acme" }] });
});

test("a stream that falls silent is given up, doubted and opened again", async () => {
  const [first, second] = [openStream(), openStream()];
  const { clock, heard, doubts, subscribe, times } = setup({ "/events": [first.answer, second.answer] });
  subscribe();
  await clock.advance(0);
  first.snapshot({});
  await clock.advance(30_000);
  first.current(31_000);
  await clock.advance(44_000);
  expect(doubts).toEqual([]);
  expect(heard.at(-1)?.observedAt).toBe(31_000);
  await clock.advance(4_000);
  expect(doubts).toHaveLength(1);
  expect(first.cancelled()).toBe(true);
  second.current(90_000);
  await clock.advance(0);
  expect(times("/events")).toEqual([0, 77_500]);
  expect(heard.at(-1)).toMatchObject({ revision: 5, observedAt: 90_000 });
});

test("where streams open and say nothing, as behind a proxy that keeps them back, polling takes over for a while", async () => {
  const { clock, subscribe, times, source } = setup({
    "/events": [() => openStream().answer()],
    "/statuses": [told({ phase: "running" })],
  });
  subscribe();
  await clock.advance(110_000);
  expect(times("/events")).toHaveLength(2);
  expect(source.link.current()).toBe("polling");
  await clock.advance(httpStatusDefaults.streamAgainMs);
  expect(times("/events")).toHaveLength(3);
});

test("headers are asked for anew before every question, and an unknown asker is told apart", async () => {
  const { clock, log, subscribe, source } = setup({ "/events": [none], "/statuses": [() => json({}, 401)] });
  subscribe();
  await clock.advance(10_000);
  expect(log.map(({ headers }) => headers.get("authorization"))).toEqual([
    "Bearer 0",
    "Bearer 1",
    "Bearer 2",
    "Bearer 3",
  ]);
  expect(source.link.current()).toBe("needs_auth");
});

test("requirement 79: targets that are watched in one go are asked for in one question", async () => {
  const targets = Array.from({ length: 100 }, (_, i) => ({ connection: `c${i}` }));
  const { clock, log, source } = setup({
    "/events": [none],
    "/statuses": [() => json({ snapshots: targets.map((one) => ({ ...base, ...one, stream: undefined })) })],
  });
  const heard: SyncSnapshot[] = [];
  for (const one of targets) source.subscribe(one, (snapshot) => heard.push(snapshot));
  await clock.advance(0);
  expect(log.map(({ path }) => path)).toEqual(["/events", "/statuses"]);
  expect(heard).toHaveLength(100);
});

test("a page's own fetch, which refuses to be a method of anything else, can be given as it is", async () => {
  async function fetch(this: unknown): Promise<Response> {
    if (this !== undefined) throw new TypeError("Illegal invocation");
    return json({ snapshots: [base] });
  }
  const source = httpStatusSource({ url: "https://product.test/waybill", fetch, clock: createVirtualClock() });
  expect(await source.snapshot(target)).toMatchObject({ revision: 5 });
});
