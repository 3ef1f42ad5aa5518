import type { Failure, SyncSnapshot } from "@waybill/sync/status";
import { describe, expect, test } from "vitest";
import { describeSync } from "./describe-sync.ts";
import type { DescribeContext } from "./wording.ts";

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 4, 12, 14, 0);

const idle: SyncSnapshot = {
  connection: "hubspot",
  connected: true,
  phase: "idle",
  lastOutcome: "complete",
  blocker: null,
  lastCompleteAt: now - 5 * minute,
  finishedAt: now - 5 * minute,
  willRetry: false,
  durable: true,
  revision: 7,
  observedAt: now,
};
const context: DescribeContext = {
  now,
  locale: "en-GB",
  timeZone: "UTC",
  names: { service: "HubSpot", name: "HubSpot contacts", records: { one: "contact", other: "contacts" } },
};
const counts = { checked: 1204, created: 3, updated: 0, unchanged: 1201, removed: 0, failed: 0 };
const moved = { run: "r1", totalIsEstimate: true, movedAt: now };

const unavailable: Failure = {
  code: "unavailable",
  origin: "provider",
  retryable: true,
  action: "wait",
  message: "503",
};
const forbidden: Failure = { code: "forbidden", origin: "customer", retryable: false, action: "grant", message: "403" };

const details: readonly { say: string; given: Partial<SyncSnapshot>; with?: Partial<DescribeContext>; want: string }[] =
  [
    { say: "complete", given: { counts }, want: "Last synced 5 minutes ago." },
    {
      say: "requirement 6: complete without a change",
      given: { counts: { ...counts, created: 0 } },
      want: "Last synced 5 minutes ago. Nothing to update.",
    },
    {
      say: "complete, finished by a clock that is ahead of ours",
      given: { lastCompleteAt: now + hour },
      want: "Last synced just now.",
    },
    {
      say: "complete and offline",
      given: { blocker: "offline" },
      want: "Last synced 5 minutes ago. No network connection. Continues when it is back.",
    },
    {
      say: "overdue",
      given: { lastCompleteAt: now - 72 * hour },
      with: { expectedEveryMs: hour },
      want: "Last synced 3 days ago. We usually sync every hour.",
    },
    {
      say: "requirement 4: some records left out",
      given: { lastOutcome: "partial", counts: { ...counts, failed: 3 } },
      want: "3 of 1,204 contacts did not sync.",
    },
    {
      say: "one record of one left out",
      given: { lastOutcome: "partial", counts: { ...counts, checked: 1, failed: 1 } },
      want: "1 of 1 contact did not sync.",
    },
    {
      say: "partial by what an earlier sync held back",
      given: { lastOutcome: "partial", counts: { ...counts, checked: 0 }, heldBack: 3 },
      want: "3 contacts from an earlier sync did not sync.",
    },
    {
      say: "requirement 9: partial without counts",
      given: { lastOutcome: "partial" },
      want: "Some contacts did not sync.",
    },
    {
      say: "partial for another reason than failed records",
      given: { lastOutcome: "partial", counts },
      want: "Not every one of the contacts could be checked.",
    },
    {
      say: "requirement 5: nothing read from a source that holds records",
      given: {
        counts: { ...counts, checked: 0, created: 0, unchanged: 0 },
        progress: { ...moved, done: 0, total: 40 },
      },
      want: "No records were read.",
    },
    { say: "running, nothing counted", given: { phase: "running" }, want: "Starting…" },
    {
      say: "running with an estimate",
      given: { phase: "running", progress: { ...moved, done: 1204, total: 3000 } },
      want: "1,204 of about 3,000 contacts.",
    },
    {
      say: "running without a total",
      given: { phase: "running", progress: { ...moved, done: 1 } },
      want: "1 contact so far.",
    },
    {
      say: "running beyond the estimate",
      given: { phase: "running", progress: { ...moved, done: 3100, total: 3000 } },
      want: "3,100 contacts so far.",
    },
    {
      say: "requirement 22: running without movement",
      given: { phase: "running", progress: { ...moved, done: 10, movedAt: now - 2 * minute } },
      want: "10 contacts so far. Still working…",
    },
    {
      say: "requirement 2: running after a failure",
      given: { phase: "running", lastOutcome: "failed" },
      want: "The last attempt failed 5 minutes ago. Trying again.",
    },
    {
      say: "asked to slow down",
      given: { phase: "running", blocker: "rate_limited", resumesAt: now + 30 * minute },
      want: "HubSpot asked us to slow down. Continues at 14:30.",
    },
    {
      say: "asked to slow down until a time that has passed",
      given: { phase: "running", blocker: "rate_limited", resumesAt: now - 1 },
      want: "HubSpot asked us to slow down. Continues as soon as it lets us.",
    },
    { say: "queued", given: { phase: "pending" }, want: "In the queue." },
    {
      say: "scheduled for the first time",
      given: { lastOutcome: "none", nextAttemptAt: now + 4 * minute },
      want: "Starts in 4 minutes.",
    },
    {
      say: "never run",
      given: { lastOutcome: "none", finishedAt: undefined },
      want: "The first sync has not started yet.",
    },
    {
      say: "of some streams only",
      given: { lastOutcome: "none", finishedAt: now - minute },
      want: "Not everything is synced yet.",
    },
    {
      say: "failed, tried again by us",
      given: {
        lastOutcome: "failed",
        willRetry: true,
        nextAttemptAt: now + 30 * minute,
        failure: unavailable,
      },
      want: "HubSpot is not responding. We will try again at 14:30.",
    },
    {
      say: "failed until an admin acts",
      given: { lastOutcome: "failed", failure: forbidden },
      want: "HubSpot does not allow us this access. Ask an admin of HubSpot to allow it.",
    },
    {
      say: "refused access",
      given: { blocker: "auth" },
      want: "HubSpot gives us no access. Nothing has been lost.",
    },
    {
      say: "refused access while changes wait",
      given: { blocker: "auth" },
      with: { waiting: 48 },
      want: "48 changes are waiting. Nothing has been lost.",
    },
    {
      say: "refused access where nothing is kept: no promise",
      given: { blocker: "auth", durable: false },
      with: { waiting: 48 },
      want: "HubSpot gives us no access. Nothing is kept when this page closes.",
    },
    {
      say: "not durable",
      given: { durable: false },
      want: "Last synced 5 minutes ago. Nothing is kept when this page closes.",
    },
    {
      say: "requirement 10: status not read again",
      given: { observedAt: now - 6 * minute },
      with: { unreachable: true },
      want: "Last synced 5 minutes ago. Status from 6 minutes ago.",
    },
    {
      say: "not connected",
      given: { connected: false, lastCompleteAt: undefined },
      want: "Connect HubSpot to start syncing.",
    },
    { say: "paused", given: { blocker: "paused" }, want: "Syncing continues when you resume it." },
  ];

test.each(details)("$say: the detail is $want", ({ given, with: extra, want }) => {
  expect(describeSync({ ...idle, ...given }, { ...context, ...extra }).detail).toBe(want);
});

describe("tones that depend on more than the two axes", () => {
  const failed = { ...idle, lastOutcome: "failed" } as const;

  test("a failure that we try again is a warning", () => {
    expect(describeSync({ ...failed, willRetry: true, failure: unavailable }, context).tone).toBe("warning");
    expect(describeSync({ ...failed, nextAttemptAt: now + hour, failure: unavailable }, context).tone).toBe("warning");
  });

  test("a failure that only a person can end is danger, whatever is scheduled", () => {
    expect(describeSync({ ...failed, nextAttemptAt: now + hour, failure: forbidden }, context).tone).toBe("danger");
  });

  test("a complete sync that is overdue is a warning and not called up to date", () => {
    const old = describeSync({ ...idle, lastCompleteAt: now - 3 * hour }, { ...context, expectedEveryMs: hour });
    expect(old).toMatchObject({ status: "synced", tone: "warning", label: "Sync overdue", overdue: true });
  });

  test("a sync is as overdue as its source says, where the device's clock is behind or there is none, as on a server", () => {
    const told = { ...idle, lastCompleteAt: now - 3 * hour, observedAt: now };
    for (const behind of [now - 3 * hour, null]) {
      const { tone, detail } = describeSync(told, { ...context, now: behind, expectedEveryMs: hour });
      expect(tone).toBe("warning");
      expect(detail).toContain(behind === null ? "Last synced 12 May 2026" : "Last synced 3 hours ago.");
    }
  });

  test("records that failed outrank an outcome that says complete", () => {
    const { status, tone } = describeSync({ ...idle, counts: { ...counts, failed: 1 } }, context);
    expect([status, tone]).toEqual(["partial", "warning"]);
  });
});

describe("notices", () => {
  const notice = (given: Partial<SyncSnapshot>, extra?: Partial<DescribeContext>) =>
    describeSync({ ...idle, ...given }, { ...context, ...extra }).notice;

  test("say what happened, what it means and when it is tried again", () => {
    const given = { lastOutcome: "partial", counts: { ...counts, failed: 3 }, willRetry: true } as const;
    expect(notice({ ...given, nextAttemptAt: now + 30 * minute, attempt: { n: 2, max: 5 } })).toEqual({
      kind: "partial",
      tone: "warning",
      title: "3 of 1,204 contacts did not sync",
      body: "The other 1,201 are up to date. We will try again at 14:30.",
      attempt: "Attempt 2 of 5",
      nextAttempt: "Next attempt: 12 May 2026, 14:30:00 UTC",
      nextAttemptAt: now + 30 * minute,
    });
  });

  test("ask for a new connection by name", () => {
    expect(notice({ blocker: "auth" })).toMatchObject({
      title: "Reconnect HubSpot to keep syncing",
      body: "HubSpot gives us no access. Nothing has been lost.",
    });
  });

  test("there is none when all is well or not yet known", () => {
    expect(notice({})).toBeUndefined();
    expect(describeSync(undefined, context).notice).toBeUndefined();
  });
});

describe("what is not known", () => {
  test("no snapshot yet is loading, and says nothing aloud", () => {
    expect(describeSync(undefined, context)).toMatchObject({ status: "loading", announce: "", actions: [] });
  });

  test("requirement 11: no snapshot and a failed read is unknown, with a way to try again", () => {
    const { status, detail, actions } = describeSync(undefined, { ...context, unreachable: true });
    expect(status).toBe("unknown");
    expect(detail).toBe("We could not load the status. Your sync may still be running.");
    expect(actions.map((a) => a.kind)).toEqual(["refresh"]);
  });

  test.each(["phase", "lastOutcome", "blocker"])("requirement 14: a %s of a newer version is unknown", (member) => {
    expect(describeSync({ ...idle, [member]: "toString" }, context).status).toBe("unknown");
  });

  test("a server and a first paint say absolute times in UTC", () => {
    const { detail } = describeSync(idle, { ...context, now: null, timeZone: undefined });
    expect(detail).toBe("Last synced 12 May 2026, 13:55:00 UTC.");
  });
});

test("a name of another script is isolated, and a long one is cut", () => {
  const describeAs = (service: string) =>
    describeSync({ ...idle, blocker: "auth" }, { ...context, names: { service } }).notice?.title;
  expect(describeAs("مرحبا")).toBe("Reconnect \u2068مرحبا\u2069 to keep syncing");
  expect(describeAs("x".repeat(10_000))?.length).toBeLessThan(110);
});

test("without a name, sentences begin with a capital", () => {
  expect(describeSync({ ...idle, blocker: "auth" }, { ...context, names: undefined }).detail).toBe(
    "The service gives us no access. Nothing has been lost.",
  );
});
