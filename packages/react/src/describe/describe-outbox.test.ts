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
    say: "all was sent when the source was last in reach",
    outbox: none,
    situation: { ...online, unreachable: true },
    want: ["unknown", "neutral", "Changes could not be checked"],
  },
  {
    say: "some waited when the source was last in reach",
    outbox: { ...none, pending: 3 },
    situation: { ...online, unreachable: true },
    want: ["waiting", "neutral", "3 changes waiting to send"],
  },
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

test.each([
  {
    lost: 1,
    want: "This browser removed it, so it cannot be sent from here. Check whether HubSpot has it before you enter it again.",
  },
  {
    lost: 2,
    want: "This browser removed them, so they cannot be sent from here. Check whether HubSpot has them before you enter them again.",
  },
])(
  "what was lost is to be looked for before it is entered again, whenever the oldest was ($lost)",
  ({ lost, want }) => {
    const context = { now: 300_000, names: { service: "HubSpot" } };
    expect(describeOutbox({ ...none, lost, oldestAt: 0 }, online, context).detail).toBe(want);
  },
);

test("what was lost can be put away by a person who was told how much, and nothing else can", () => {
  const context = { now: 0, names: { service: "HubSpot" } };
  expect(describeOutbox({ ...none, lost: 2 }, online, context).actions).toEqual([
    expect.objectContaining({
      kind: "acknowledge",
      label: "Mark as checked",
      accessibleName: "Mark as checked: HubSpot",
      told: 2,
    }),
  ]);
  for (const outbox of [none, { ...none, pending: 1 }, { ...none, stuck: 1, lost: 2 }, undefined])
    expect(describeOutbox(outbox, online, context).actions).toEqual([]);
  expect(describeOutbox(null, online, context).actions).toMatchObject([{ kind: "refresh", label: "Try again" }]);
});
