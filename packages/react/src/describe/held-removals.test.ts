import type { SyncSnapshot } from "@waybill/sync/status";
import { describe, expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeSync } from "./describe-sync.ts";

const idle: SyncSnapshot = exampleSnapshot({ connection: "hubspot" }, { lastOutcome: "complete" });
const context = {
  now: 0,
  locale: "en-GB",
  timeZone: "UTC",
  names: { service: "HubSpot", name: "HubSpot contacts", records: { one: "contact", other: "contacts" } },
};
const counts = { checked: 1204, created: 3, updated: 0, unchanged: 1201, removed: 0, failed: 0 };

describe("removals that wait for a person's word", () => {
  const held = { ...idle, heldRemovals: 480, counts };

  test("are never under a green tick, and say what is kept and what to do", () => {
    const { status, tone, detail, notice, actions } = describeSync(held, context);
    expect([status, tone]).toEqual(["partial", "warning"]);
    expect(detail).toBe("480 contacts are gone from HubSpot and kept here.");
    expect(notice).toMatchObject({
      kind: "removals",
      title: "480 contacts are gone from HubSpot",
      body: "They are kept here in case that is a mistake. Remove them here, too, or sync again once they are back.",
    });
    expect(actions[0]).toMatchObject({ kind: "confirm", label: "Remove 480 contacts", told: 480 });
    expect(actions.map(({ kind }) => kind)).toEqual(["confirm", "sync", "pause"]);
  });

  test("come after records that failed", () => {
    const { notice, actions } = describeSync({ ...held, counts: { ...counts, failed: 2 } }, context);
    expect(notice?.kind).toBe("partial");
    expect(actions.map(({ kind }) => kind)).not.toContain("confirm");
  });

  test("are asked about only while no run may answer for them", () => {
    expect(describeSync({ ...held, phase: "running" }, context).status).toBe("syncing");
    expect(describeSync({ ...held, heldRemovals: 0 }, context).status).toBe("synced");
    expect(describeSync({ ...held, heldRemovals: Number.NaN }, context).status).toBe("synced");
  });
});
