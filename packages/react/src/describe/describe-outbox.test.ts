import { expect, test } from "vitest";
import { describeOutbox } from "./describe-outbox.ts";

const none = { pending: 0, sending: 0, stuck: 0 };
const online = { offline: false, durable: true };
const offline = { offline: true, durable: true };

test.each([
  { say: "nothing waits", outbox: none, situation: online, want: ["sent", "neutral", "All changes sent"] },
  { say: "nothing waits offline", outbox: none, situation: offline, want: ["sent", "neutral", "All changes sent"] },
  {
    say: "some wait",
    outbox: { ...none, pending: 3 },
    situation: online,
    want: ["waiting", "neutral", "3 changes waiting to send"],
  },
  {
    say: "one is on its way, and so not yet sent",
    outbox: { ...none, sending: 1 },
    situation: online,
    want: ["sending", "info", "Sending 1 change…"],
  },
  {
    say: "some wait offline",
    outbox: { ...none, pending: 2, sending: 1 },
    situation: offline,
    want: ["offline", "warning", "Offline. 3 changes saved on this device."],
  },
  {
    say: "some wait offline where nothing outlives the page",
    outbox: { ...none, pending: 1 },
    situation: { offline: true, durable: false },
    want: ["offline", "warning", "Offline. 1 change waiting. Keep this page open."],
  },
  {
    say: "one is stuck, whatever else waits",
    outbox: { pending: 5, sending: 1, stuck: 1 },
    situation: offline,
    want: ["stuck", "danger", "1 change could not be sent"],
  },
  {
    say: "one is stuck, whatever was lost: it can be reviewed",
    outbox: { ...none, stuck: 1, lost: 2 },
    situation: online,
    want: ["stuck", "danger", "1 change could not be sent"],
  },
  {
    say: "two were lost with what was stored, whatever else moves",
    outbox: { pending: 5, sending: 1, stuck: 0, lost: 2 },
    situation: online,
    want: ["lost", "danger", "2 changes were lost before it was known that they arrived"],
  },
  { say: "it is still read", outbox: undefined, situation: online, want: ["loading", "neutral", "Checking changes…"] },
  {
    say: "it could not be read",
    outbox: null,
    situation: online,
    want: ["unknown", "neutral", "Changes could not be checked"],
  },
  {
    say: "the numbers are absurd",
    outbox: { pending: Number.NaN, sending: -4, stuck: Infinity },
    situation: online,
    want: ["sent", "neutral", "All changes sent"],
  },
])("when $say: $want", ({ outbox, situation, want }) => {
  const { status, tone, label } = describeOutbox(outbox, situation, { now: 0 });
  expect([status, tone, label]).toEqual(want);
});

test("the oldest says how long it waits", () => {
  const { detail } = describeOutbox({ ...none, pending: 1, oldestAt: 0 }, online, { now: 300_000 });
  expect(detail).toBe("The oldest is from 5 minutes ago");
});

test("what was lost is told beside what is stuck", () => {
  const { detail } = describeOutbox({ ...none, stuck: 1, lost: 1, oldestAt: 0 }, online, { now: 300_000 });
  expect(detail).toBe("1 change was lost before it was known that it arrived");
});

test("what was lost is to be looked for before it is entered again, whenever the oldest was", () => {
  const { detail } = describeOutbox({ ...none, lost: 1, oldestAt: 0 }, online, { now: 300_000 });
  expect(detail).toBe("This browser removed what was stored. Look whether it arrived before you enter it again.");
});
