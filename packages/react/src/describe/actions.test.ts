import type { Failure, SyncSnapshot } from "@waybill/sync/status";
import { describe, expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeSync } from "./describe-sync.ts";

const idle: SyncSnapshot = exampleSnapshot({ connection: "hubspot" }, { lastOutcome: "complete" });
const context = { now: 0, locale: "en-GB", timeZone: "UTC", names: { service: "HubSpot", name: "HubSpot contacts" } };
const describing = (given: Partial<SyncSnapshot>) => describeSync({ ...idle, ...given }, context);
const kinds = (given: Partial<SyncSnapshot>) => describing(given).actions.map((action) => action.kind);
const unavailable: Failure = {
  code: "unavailable",
  origin: "provider",
  retryable: true,
  action: "wait",
  message: "GET /contacts answered 503",
};
const failing = (change: Partial<Failure>): Partial<SyncSnapshot> => ({
  lastOutcome: "failed",
  failure: { ...unavailable, retryable: false, ...change },
});

test("a failure that may pass by itself offers to try again", () => {
  expect(describing({ lastOutcome: "failed", failure: unavailable }).actions).toMatchObject([
    { kind: "sync", label: "Try again now", aside: false },
  ]);
});

describe("requirement 28: a failure that needs a change offers no retry", () => {
  test.each(["grant", "upgrade", "fix", "report"] as const)(
    "but, aside, an ordinary sync for when the cause is gone: %s",
    (action) => {
      expect(describing(failing({ action })).actions).toMatchObject([{ kind: "sync", label: "Sync now", aside: true }]);
    },
  );

  test("a reconnection comes first where it is what helps", () => {
    expect(describing(failing({ code: "wrong_account", action: "reconnect" })).actions).toMatchObject([
      { kind: "reconnect", aside: false },
      { kind: "sync", label: "Sync now", aside: true },
    ]);
  });

  test("a reload comes first where access is older than what another tab was given, and no reconnection is asked for", () => {
    const { actions, detail } = describing(failing({ code: "unauthorized", action: "reload" }));
    expect(actions).toMatchObject([
      { kind: "reload", label: "Reload page" },
      { kind: "sync", aside: true },
    ]);
    expect(detail).toBe("Another sync took over. Reload the page to see the current status.");
  });

  test("and nothing while the engine would refuse to begin", () => {
    expect(kinds({ lastOutcome: "failed", blocker: "schema" })).toEqual([]);
  });
});

test("after an upgrade of the plan a person can start the sync", () => {
  expect(describing({ blocker: "plan" }).actions).toMatchObject([{ kind: "sync", label: "Sync now", aside: true }]);
});

test("a dead credential offers only to reconnect", () => {
  expect(kinds({ blocker: "auth" })).toEqual(["reconnect"]);
});

test("requirement 46: names begin with the label and say of what", () => {
  expect(describing({}).actions[0]).toMatchObject({
    label: "Sync now",
    accessibleName: "Sync now: HubSpot contacts",
    busyLabel: "Starting sync…",
  });
});
