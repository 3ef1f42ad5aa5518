import type { Blocker, LastOutcome, Phase, SyncSnapshot } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { describeSync } from "./describe-sync.ts";
import type { SyncStatus } from "./status.ts";
import type { Tone } from "./tone.ts";

type Cell = `${SyncStatus} ${Tone}`;
/** No `Partial` anywhere: a missing cell does not compile. Each pair is connected, not connected. */
type Table = Record<Phase, Record<LastOutcome, Record<Blocker | "none", readonly [Cell, Cell]>>>;

const table: Table = {
  idle: {
    none: {
      none: ["pending neutral", "not_connected neutral"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "not_connected neutral"],
      plan: ["paused neutral", "not_connected neutral"],
      schema: ["failed danger", "not_connected neutral"],
      offline: ["pending neutral", "not_connected neutral"],
      rate_limited: ["pending neutral", "not_connected neutral"],
    },
    complete: {
      none: ["synced success", "not_connected neutral"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "not_connected neutral"],
      plan: ["paused neutral", "not_connected neutral"],
      schema: ["failed danger", "not_connected neutral"],
      offline: ["synced success", "not_connected neutral"],
      rate_limited: ["synced success", "not_connected neutral"],
    },
    partial: {
      none: ["partial warning", "not_connected neutral"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "not_connected neutral"],
      plan: ["paused neutral", "not_connected neutral"],
      schema: ["failed danger", "not_connected neutral"],
      offline: ["partial warning", "not_connected neutral"],
      rate_limited: ["partial warning", "not_connected neutral"],
    },
    failed: {
      none: ["failed danger", "not_connected neutral"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "not_connected neutral"],
      plan: ["paused neutral", "not_connected neutral"],
      schema: ["failed danger", "not_connected neutral"],
      offline: ["failed danger", "not_connected neutral"],
      rate_limited: ["failed danger", "not_connected neutral"],
    },
  },
  pending: {
    none: {
      none: ["pending neutral", "not_connected neutral"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "not_connected neutral"],
      plan: ["paused neutral", "not_connected neutral"],
      schema: ["failed danger", "not_connected neutral"],
      offline: ["pending neutral", "not_connected neutral"],
      rate_limited: ["pending neutral", "not_connected neutral"],
    },
    complete: {
      none: ["pending neutral", "not_connected neutral"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "not_connected neutral"],
      plan: ["paused neutral", "not_connected neutral"],
      schema: ["failed danger", "not_connected neutral"],
      offline: ["pending neutral", "not_connected neutral"],
      rate_limited: ["pending neutral", "not_connected neutral"],
    },
    partial: {
      none: ["pending neutral", "not_connected neutral"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "not_connected neutral"],
      plan: ["paused neutral", "not_connected neutral"],
      schema: ["failed danger", "not_connected neutral"],
      offline: ["pending neutral", "not_connected neutral"],
      rate_limited: ["pending neutral", "not_connected neutral"],
    },
    failed: {
      none: ["pending neutral", "not_connected neutral"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "not_connected neutral"],
      plan: ["paused neutral", "not_connected neutral"],
      schema: ["failed danger", "not_connected neutral"],
      offline: ["pending neutral", "not_connected neutral"],
      rate_limited: ["pending neutral", "not_connected neutral"],
    },
  },
  running: {
    none: {
      none: ["syncing info", "syncing info"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "paused neutral"],
      plan: ["paused neutral", "paused neutral"],
      schema: ["syncing info", "syncing info"],
      offline: ["syncing info", "syncing info"],
      rate_limited: ["syncing info", "syncing info"],
    },
    complete: {
      none: ["syncing info", "syncing info"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "paused neutral"],
      plan: ["paused neutral", "paused neutral"],
      schema: ["syncing info", "syncing info"],
      offline: ["syncing info", "syncing info"],
      rate_limited: ["syncing info", "syncing info"],
    },
    partial: {
      none: ["syncing info", "syncing info"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "paused neutral"],
      plan: ["paused neutral", "paused neutral"],
      schema: ["syncing info", "syncing info"],
      offline: ["syncing info", "syncing info"],
      rate_limited: ["syncing info", "syncing info"],
    },
    failed: {
      none: ["syncing info", "syncing info"],
      auth: ["reconnect danger", "reconnect danger"],
      paused: ["paused neutral", "paused neutral"],
      plan: ["paused neutral", "paused neutral"],
      schema: ["syncing info", "syncing info"],
      offline: ["syncing info", "syncing info"],
      rate_limited: ["syncing info", "syncing info"],
    },
  },
};

const cells = Object.entries(table).flatMap(([phase, outcomes]) =>
  Object.entries(outcomes).flatMap(([lastOutcome, blockers]) =>
    Object.entries(blockers).flatMap(([blocker, pair]) =>
      pair.map((want, i) => ({ phase, lastOutcome, blocker, connected: i === 0, want })),
    ),
  ),
);

const snapshotIn = (given: (typeof cells)[number]) =>
  ({
    connection: "hubspot",
    connected: given.connected,
    phase: given.phase,
    lastOutcome: given.lastOutcome,
    blocker: given.blocker === "none" ? null : given.blocker,
    willRetry: false,
    durable: true,
    revision: 1,
    observedAt: 0,
  }) as SyncSnapshot;
const cellOf = (snapshot: SyncSnapshot) => {
  const { status, tone } = describeSync(snapshot, { now: 0 });
  return `${status} ${tone}`;
};

test.each(cells)("$phase, last $lastOutcome, blocker $blocker, connected $connected: $want", (given) => {
  expect(cellOf(snapshotIn(given))).toBe(given.want);
});

/** Waiting, or how the last run ended: what a failed attempt that waits for its retry is newer than. */
const outranked = new Set(["pending", "synced", "partial", "failed"]);
const onlyWaits = new Set(["offline", "rate_limited"]);
const withRetry = cells.map(({ want, ...given }) => {
  const waits = given.blocker !== "schema" && outranked.has(want.split(" ")[0] ?? "");
  const told = onlyWaits.has(given.blocker) ? "pending neutral" : "failed warning";
  return { ...given, before: want, want: waits ? told : want };
});

test.each(withRetry)(
  "$phase, last $lastOutcome, blocker $blocker, connected $connected, and a failure that waits for its retry: $want",
  ({ before, ...given }) => {
    const failure = {
      code: "unavailable",
      origin: "provider",
      retryable: true,
      action: "wait",
      message: "503",
    } as const;
    const snapshot = { ...snapshotIn({ ...given, want: before }), failure, willRetry: true, nextAttemptAt: 1 };
    expect(cellOf(snapshot)).toBe(given.want);
  },
);

test("requirement 1: success is rendered from idle and complete alone", () => {
  const green = cells.filter(({ want }) => want.endsWith(" success"));
  expect(new Set(green.map(({ phase, lastOutcome }) => `${phase} ${lastOutcome}`))).toEqual(new Set(["idle complete"]));
});
