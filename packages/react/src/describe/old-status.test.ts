import type { Blocker, LastOutcome, Phase, SyncSnapshot } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeProgress } from "./describe-progress.ts";
import { describeSync } from "./describe-sync.ts";
import type { DescribeContext } from "./wording.ts";

const minute = 60_000;
const now = Date.UTC(2026, 4, 12, 14, 0);
const seen = now - 6 * minute;
const context = { now, locale: "en-GB", timeZone: "UTC", names: { service: "HubSpot" } };
const of = (change: Partial<SyncSnapshot>) =>
  exampleSnapshot({ connection: "hubspot" }, { observedAt: seen, ...change });
const progress = { run: "r", done: 10, totalIsEstimate: false, movedAt: seen - minute };
const unavailable = {
  code: "unavailable",
  origin: "provider",
  retryable: true,
  action: "wait",
  message: "503",
} as const;

/** Sentences about this very moment, of which nobody here knows anything. */
const ofNow = [
  "Still working…",
  "Starting…",
  "Trying again.",
  "In the queue.",
  "The first sync has not started yet.",
  "Not everything is synced yet.",
  "We will try again soon.",
  "Continues as soon as it lets us.",
];
const claims = (texts: readonly (string | undefined)[]) =>
  ofNow.filter((claim) => texts.some((text) => text?.includes(claim)));
const said = (snapshot: SyncSnapshot, extra: Partial<DescribeContext>) => {
  const { detail, announce, notice } = describeSync(snapshot, { ...context, ...extra });
  const shown = describeProgress(snapshot, { ...context, ...extra });
  return claims([detail, announce, notice?.body, shown?.text, shown?.hint]);
};

const phases = ["idle", "pending", "running"] as const satisfies readonly Phase[];
const outcomes = ["none", "complete", "partial", "failed"] as const satisfies readonly LastOutcome[];
const blockers = [
  null,
  "paused",
  "plan",
  "schema",
  "offline",
  "rate_limited",
] as const satisfies readonly (Blocker | null)[];
const passed = { nextAttemptAt: seen + minute, resumesAt: seen + minute };
const all = phases.flatMap((phase) =>
  outcomes.flatMap((lastOutcome) =>
    blockers.flatMap((blocker) =>
      [{}, passed, { finishedAt: undefined }].flatMap((times) =>
        [{}, { failure: unavailable, willRetry: true }].flatMap((retry) =>
          [undefined, progress].map((moved) =>
            of({ phase, lastOutcome, blocker, finishedAt: seen - minute, progress: moved, ...times, ...retry }),
          ),
        ),
      ),
    ),
  ),
);

test("whatever could not be read again says nothing of what happens now", () => {
  for (const unreachable of [true, "reload"] as const) {
    const told = all.filter((snapshot) => said(snapshot, { unreachable }).length > 0);
    expect(told).toEqual([]);
  }
  const current = new Set(all.flatMap((snapshot) => said(snapshot, { unreachable: false })));
  expect(current, "each of them is said of what was read just now").toEqual(new Set(ofNow));
});

test.each([
  {
    say: "counts, without that it is still at work",
    given: { phase: "running", progress },
    want: "10 records so far. Status from 6 minutes ago.",
  },
  { say: "a start by its age alone", given: { phase: "running" }, want: "Status from 6 minutes ago." },
  {
    say: "a time that is still to come",
    given: { nextAttemptAt: now + 4 * minute, lastOutcome: "none" },
    want: "Starts in 4 minutes. Status from 6 minutes ago.",
  },
  {
    say: "a retry whose time has passed as the failure that it was",
    given: { lastOutcome: "failed", failure: unavailable, willRetry: true, nextAttemptAt: now - minute },
    want: "HubSpot is not responding. Status from 6 minutes ago.",
  },
] as const)("of an old status is said: $say", ({ given, want }) => {
  expect(describeSync(of(given), { ...context, unreachable: true }).detail).toBe(want);
});

test("nobody knows whether what was read then has moved since", () => {
  const running = of({ phase: "running", progress });
  expect(describeProgress(running, { ...context, unreachable: true })?.stalled).toBe(false);
  expect(describeProgress(running, context)?.stalled).toBe(true);
});
