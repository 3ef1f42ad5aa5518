import { describe, expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeSync } from "./describe-sync.ts";

const now = Date.UTC(2026, 4, 12, 14, 0);
const second = 1000;
const minute = 60 * second;
const target = { connection: "hubspot" };
const context = { now, locale: "en-GB", timeZone: "UTC" };

describe("seconds are never counted", () => {
  test.each([
    { ago: 0, want: "Last synced just now" },
    { ago: 59 * second, want: "Last synced just now" },
    { ago: minute, want: "Last synced 1 minute ago" },
  ])("$ago ms after a complete sync: $want", ({ ago, want }) => {
    const snapshot = exampleSnapshot(target, { lastOutcome: "complete", lastCompleteAt: now - ago });
    expect(describeSync(snapshot, context).lastSynced).toBe(want);
  });

  test.each([
    { ahead: second, want: "Next sync in less than a minute" },
    { ahead: 47 * second, want: "Next sync in less than a minute" },
    { ahead: minute, want: "Next sync in 1 minute" },
    { ahead: 0, want: undefined },
  ])("$ahead ms before the next sync: $want", ({ ahead, want }) => {
    const snapshot = exampleSnapshot(target, { lastOutcome: "complete", nextAttemptAt: now + ahead });
    expect(describeSync(snapshot, context).nextSync).toBe(want);
  });

  test("nor before the first sync", () => {
    const snapshot = exampleSnapshot(target, { nextAttemptAt: now + 5 * second });
    expect(describeSync(snapshot, context).detail).toBe("Starts in less than a minute.");
  });
});

test("a time that the source claims well ahead of now is not believed", () => {
  const given = { lastOutcome: "complete", lastCompleteAt: now } as const;
  const late = (observedAt: number) =>
    describeSync(exampleSnapshot(target, { ...given, observedAt }), { ...context, expectedEveryMs: minute });
  expect(late(now + 1_000 * now)).toMatchObject({ lastSynced: "Last synced just now", overdue: false });
  expect(late(now + 10 * minute)).toMatchObject({ lastSynced: "Last synced 10 minutes ago", overdue: true });
});
