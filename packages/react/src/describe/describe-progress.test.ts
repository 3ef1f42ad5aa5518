import type { SyncSnapshot } from "@waybill/sync/status";
import { describe, expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeProgress } from "./describe-progress.ts";
import type { DescribeContext } from "./wording.ts";

const running = (change: Partial<SyncSnapshot> = {}) =>
  exampleSnapshot({ connection: "hubspot" }, { phase: "running", ...change });
const hint = (snapshot: SyncSnapshot, extra?: Partial<DescribeContext>) =>
  describeProgress(snapshot, { now: 0, ...extra })?.hint;

describe("what happens when the page is left", () => {
  test("work in the page goes on when it is opened again", () => {
    const want = "You can close this page. The sync goes on from here when you come back.";
    expect(hint(running())).toBe(want);
    expect(hint(running(), { runsWithoutPage: false })).toBe(want);
  });

  test("work elsewhere goes on meanwhile", () => {
    expect(hint(running(), { runsWithoutPage: true })).toBe("You can leave this page. We’ll keep syncing.");
  });

  test("nothing is promised where nothing is kept", () => {
    expect(hint(running({ durable: false }))).toBe("Keep this page open until the sync is complete.");
  });
});
