import type { SyncSnapshot } from "@waybill/sync/status";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { describeSync } from "./describe-sync.ts";

const hour = 3_600_000;
const now = Date.UTC(2026, 4, 12, 14, 0);
const idle: SyncSnapshot = {
  connection: "hubspot",
  connected: true,
  phase: "idle",
  lastOutcome: "complete",
  blocker: null,
  willRetry: false,
  durable: true,
  revision: 7,
  observedAt: now,
};
const context = { now, locale: "en-GB", timeZone: "UTC" };

test("absurd numbers and times never throw and never reach the screen", () => {
  const absurd = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, -1, 8.64e15 + 1));
  const maybe = fc.option(absurd, { nil: undefined });
  const wild = fc.record({
    phase: fc.constantFrom("idle", "pending", "running"),
    lastOutcome: fc.constantFrom("none", "complete", "partial", "failed"),
    blocker: fc.constantFrom(null, "auth", "paused", "plan", "schema", "offline", "rate_limited"),
    lastCompleteAt: maybe,
    finishedAt: maybe,
    nextAttemptAt: maybe,
    resumesAt: maybe,
    observedAt: absurd,
    durable: fc.boolean(),
    attempt: fc.record({ n: absurd, max: absurd }),
    counts: fc.record({
      checked: absurd,
      created: absurd,
      updated: absurd,
      unchanged: absurd,
      removed: absurd,
      failed: absurd,
    }),
    progress: fc.record({
      run: fc.string(),
      done: absurd,
      total: maybe,
      totalIsEstimate: fc.boolean(),
      movedAt: absurd,
    }),
  });
  fc.assert(
    fc.property(wild, fc.boolean(), (given, unreachable) => {
      const described = describeSync(
        { ...idle, ...given },
        {
          ...context,
          unreachable,
          expectedEveryMs: hour,
        },
      );
      expect(JSON.stringify(described)).not.toMatch(/NaN|Infinity|undefined|∞|Invalid Date|\{\w+\}/);
    }),
  );
});
