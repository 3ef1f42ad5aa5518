import { expect, test } from "vitest";
import type { ReplayReceipt, RunReceipt } from "../receipt/receipt.ts";
import { noCounts } from "../receipt/counts.ts";
import { readReceipt } from "./read-receipt.ts";

const head = {
  format: 1,
  id: "run-1",
  connection: "acme",
  stream: "contacts",
  correlationId: "c",
  startedAt: 1,
  finishedAt: 2,
  attempts: 3,
  previous: "d1",
} as const;

/** Every member that a receipt can have. A new one does not compile until it stands here, and is not read until the reader knows it. */
const whole: Required<Omit<RunReceipt, "failure">> = {
  ...head,
  kind: "run",
  outcome: "partial",
  mode: "incremental",
  why: "everything is read again",
  since: "2025-01-01",
  until: "2025-02-01",
  checkpoint: { before: 1, after: 9 },
  counts: noCounts,
  reported: 7,
  completeness: { proven: false, why: "the vendor gives no count" },
  parents: { read: 1, passed: 2, failed: 1, troubled: [{ key: "p", code: "count" } as never] },
  pages: 2,
  requests: 3,
  retries: 1,
  waitedMs: 10,
  bytes: 100,
  drift: [{ kind: "new_field", pointer: "/x", message: "There is a field /x." }],
  log: {
    events: [
      { kind: "waited", at: 5, page: 2, code: "unavailable", status: 503, until: 6, retries: 1, waitedMs: 2 },
      { kind: "skewed", at: 5, page: 1, aheadMs: 7 },
    ],
    left: 4,
  },
  digest: "d2",
};

test("a receipt is read with all that it says", () => {
  expect(readReceipt(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  const replay: Required<Omit<ReplayReceipt, "failure">> = {
    ...head,
    kind: "replay",
    outcome: "complete",
    of: "run-0",
    why: "the mapping changed",
    counts: noCounts,
  };
  expect(readReceipt(JSON.parse(JSON.stringify(replay)))).toEqual(replay);
});

test("an event that is none hides no other, and takes nothing from the receipt", () => {
  const log = { events: [{ kind: "waited" }, { kind: "waited", at: 5, page: 1 }, 7], left: 0 };
  expect(readReceipt({ ...whole, log, drift: "much" })).toMatchObject({
    id: "run-1",
    log: { events: [{ kind: "waited", at: 5, page: 1 }], left: 0 },
  });
});
