import { expect, test } from "vitest";
import { createManualClock } from "../testing/manual-clock.ts";
import { createAnnouncer } from "./announcer.ts";
import type { News } from "./news.ts";

const outcome = (text: string): News => ({ kind: "outcome", text });
const change = (text: string): News => ({ kind: "change", text });
const progress = (text: string): News => ({ kind: "progress", text });

function start() {
  const clock = createManualClock();
  const log: string[] = [];
  const announcer = createAnnouncer({
    clock,
    summary: (count) => `${count} syncs changed.`,
    onAnnounce: (text) => log.push(`${clock.monotonic()} ${text}`),
  });
  return { clock, log, announcer };
}

test("requirement 39: changes that come together are said once", async () => {
  const { clock, log, announcer } = start();
  for (let i = 0; i < 100; i += 1) announcer.post(`c${i}`, change(`c${i} syncs`));
  await clock.advance(1_000);
  expect(log).toEqual(["1000 100 syncs changed."]);
});

test("requirement 40: a connection speaks at most every 10 seconds, except of outcomes", async () => {
  const { clock, log, announcer } = start();
  announcer.post("a", change("started"));
  await clock.advance(2_000);
  announcer.post("a", change("waiting"));
  announcer.post("a", outcome("failed"));
  await clock.advance(20_000);
  announcer.post("a", progress("half"));
  await clock.advance(20_000);
  announcer.post("a", progress("three quarters"));
  await clock.advance(20_000);
  expect(log).toEqual(["1000 started", "3000 failed", "43000 three quarters"]);
});

test("an outcome is not replaced by what comes right after it", async () => {
  const { clock, log, announcer } = start();
  announcer.post("a", outcome("failed"));
  announcer.post("a", change("waiting"));
  await clock.advance(1_000);
  expect(log).toEqual(["1000 failed"]);
});

test("a message is cleared after 7 seconds, and a later one has its own 7", async () => {
  const { clock, announcer } = start();
  announcer.say("Reference copied");
  await clock.advance(5_000);
  announcer.say("Sync started");
  await clock.advance(5_000);
  expect(announcer.text()).toBe("Sync started");
  await clock.advance(2_000);
  expect(announcer.text()).toBe("");
});

test("the same words again, before they are cleared, change the live region each time", () => {
  const { log, announcer } = start();
  const seen: string[] = [];
  announcer.subscribe(() => seen.push(announcer.text()));
  for (let i = 0; i < 3; i += 1) announcer.say("Up to date");
  expect(seen.map((text) => text.trim())).toEqual(Array(3).fill("Up to date"));
  expect(seen.every((text, i) => text !== seen[i - 1])).toBe(true);
  expect(log).toEqual(Array(3).fill("0 Up to date"));
});

test("nothing is said, nor told to the product, once the live region is gone", async () => {
  const { clock, log, announcer } = start();
  const leave = announcer.subscribe(() => undefined);
  announcer.say("Reference copied");
  announcer.post("a", outcome("failed"));
  leave();
  await clock.advance(1_000);
  expect(log).toEqual(["0 Reference copied"]);
  expect(announcer.text()).toBe("");
});

test("a live region that comes back is spoken through again", async () => {
  const { clock, log, announcer } = start();
  announcer.subscribe(() => undefined)();
  const leave = announcer.subscribe(() => undefined);
  announcer.post("a", outcome("failed"));
  await clock.advance(1_000);
  expect(log).toEqual(["1000 failed"]);
  expect(announcer.text()).toBe("failed");
  leave();
});
