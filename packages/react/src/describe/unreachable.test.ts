import type { SyncSnapshot } from "@waybill/sync/status";
import { describe, expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeOutbox } from "./describe-outbox.ts";
import { describeSummary } from "./describe-summary.ts";
import { describeSync } from "./describe-sync.ts";
import { unreachableOf } from "./unreachable.ts";

const minute = 60_000;
const now = Date.UTC(2026, 4, 12, 14, 0);
const synced: SyncSnapshot = exampleSnapshot(
  { connection: "hubspot" },
  { lastOutcome: "complete", lastCompleteAt: now - 10 * minute, observedAt: now - 6 * minute },
);
const context = {
  now,
  timeZone: "UTC",
  names: { service: "HubSpot", name: "HubSpot contacts" },
  unreachable: "reload",
} as const;
const newer = "A newer version was opened in this browser, so this page shows nothing new.";
const remedy = `${newer} Reload the page to see the current status.`;
const reload = [{ kind: "reload", label: "Reload page", accessibleName: "Reload page", aside: false }];

const failing = (action: unknown) => Object.assign(new Error("The store was taken."), { failure: { action } });

test.each([
  { say: "none", error: null, want: false },
  { say: "one that a reload ends", error: failing("reload"), want: "reload" },
  { say: "one that passes", error: failing("wait"), want: true },
  { say: "one whose step a later version knows", error: failing("teleport"), want: true },
  { say: "one that says nothing", error: new Error("503"), want: true },
  { say: "what is no error", error: undefined, want: true },
  { say: "a failure that is nothing", error: { failure: null }, want: true },
])("a failed read that is $say makes the status unreachable: $want", ({ error, want }) => {
  expect(unreachableOf(error)).toBe(want);
});

describe("what only a reload makes current", () => {
  test("stays as it was, is old, and says what happened, what it means and what helps", () => {
    expect(describeSync(synced, context)).toMatchObject({
      status: "synced",
      tone: "neutral",
      label: "Up to date",
      old: true,
      observed: "Status from 6 minutes ago",
      detail: `Last synced 10 minutes ago. Status from 6 minutes ago. ${remedy}`,
      actions: reload,
      notice: { kind: "reload", tone: "warning", title: "Reload the page to see the current status", body: newer },
    });
  });

  test("says so where nothing is known, too, and claims nothing else", () => {
    expect(describeSync(undefined, context)).toMatchObject({
      status: "unknown",
      detail: remedy,
      actions: reload,
      notice: { kind: "reload" },
    });
  });

  test("outranks every notice of what was then: none of them can be acted on here", () => {
    const { label, notice, actions } = describeSync({ ...synced, blocker: "auth" }, context);
    expect({ label, kind: notice?.kind, actions }).toMatchObject({
      label: "Reconnect needed",
      kind: "reload",
      actions: reload,
    });
  });

  test("is said of several at once with the age of the oldest", () => {
    const other = { ...synced, connection: "stripe", observedAt: now - 9 * minute };
    expect(describeSummary([synced, other], context).text).toBe(`Status from 9 minutes ago. ${remedy}`);
    expect(describeSummary([undefined], context).text).toBe(remedy);
  });

  test.each([
    { say: "sent", outbox: { pending: 0, sending: 0, stuck: 0 }, label: "Changes could not be checked" },
    { say: "waiting", outbox: { pending: 3, sending: 0, stuck: 0 }, label: "3 changes waiting to send" },
    { say: "never read", outbox: null, label: "Changes could not be checked" },
  ])("is said of changes that were $say", ({ outbox, label }) => {
    const situation = { offline: false, durable: true, unreachable: "reload" } as const;
    expect(describeOutbox(outbox, situation, context)).toMatchObject({ label, detail: remedy, actions: reload });
  });
});

test("a failed sync whose step a later version knows is described all the same", () => {
  const failure = { code: "storage", origin: "us", retryable: false, message: "" } as const;
  const detail = (action: unknown) =>
    describeSync(
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a word of a contract that grew
      { ...synced, lastOutcome: "failed", failure: { ...failure, action } } as SyncSnapshot,
      { ...context, unreachable: false },
    ).detail;
  expect(detail("teleport")).toBe("The data could not be saved. You can try again.");
  expect(detail("reload")).toBe("The data could not be saved. Reload the page to see the current status.");
});
