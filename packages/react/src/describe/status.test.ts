import type { Failure, SyncSnapshot } from "@waybill/sync/status";
import { describe, expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeSync } from "./describe-sync.ts";

const minute = 60_000;
const now = Date.UTC(2026, 4, 12, 14, 0);
const idle: SyncSnapshot = exampleSnapshot({ connection: "hubspot" }, { lastOutcome: "complete" });
const context = { now, locale: "en-GB", timeZone: "UTC", names: { service: "HubSpot" } };
const unavailable: Failure = {
  code: "unavailable",
  origin: "provider",
  retryable: true,
  action: "wait",
  message: "GET /contacts answered 503",
};

describe("a run whose attempt failed and that waits to go on", () => {
  const waiting = { willRetry: true, nextAttemptAt: now + 30 * minute };
  const slowedDown: Failure = { ...unavailable, code: "rate_limited" };

  test.each(["none", "complete", "partial", "failed"] as const)(
    "is failed and a warning, also when the run before it was %s",
    (lastOutcome) => {
      const described = describeSync({ ...idle, ...waiting, lastOutcome, failure: unavailable }, context);
      expect(described).toMatchObject({
        status: "failed",
        tone: "warning",
        detail: "HubSpot is not responding. We will try again at 14:30.",
      });
    },
  );

  test("is failed also while other streams of the connection wait for their turn", () => {
    const described = describeSync({ ...idle, ...waiting, phase: "pending", failure: unavailable }, context);
    expect(described).toMatchObject({
      status: "failed",
      detail: "HubSpot is not responding. We will try again at 14:30.",
    });
  });

  test.each([
    { blocker: "rate_limited", want: "HubSpot asked us to slow down. Continues at 14:30." },
    { blocker: "offline", want: "No network connection. Continues when it is back." },
  ] as const)("only waits when it is $blocker", ({ blocker, want }) => {
    const given = { ...idle, ...waiting, blocker, resumesAt: now + 30 * minute, failure: slowedDown };
    expect(describeSync(given, context)).toMatchObject({ status: "pending", tone: "neutral", detail: want });
  });
});

describe("a first run that failed before anything came of it", () => {
  const first = { ...idle, lastOutcome: "none", failure: unavailable } as const;

  test("says what happened and when we try again", () => {
    expect(describeSync({ ...first, nextAttemptAt: now + 30 * minute }, context)).toMatchObject({
      status: "failed",
      tone: "warning",
      detail: "HubSpot is not responding. We will try again at 14:30.",
      notice: {
        kind: "failed",
        title: "The last sync failed",
        body: "HubSpot is not responding. We will try again at 14:30.",
      },
    });
  });

  test("says what happened when nothing is planned either", () => {
    expect(describeSync(first, context)).toMatchObject({
      status: "failed",
      tone: "danger",
      detail: "HubSpot is not responding. You can try again in a few minutes.",
    });
  });

  test("only waits while the device is offline", () => {
    const offline = { ...first, blocker: "offline", nextAttemptAt: now + minute } as const;
    expect(describeSync(offline, context)).toMatchObject({ status: "pending", tone: "neutral" });
  });
});
