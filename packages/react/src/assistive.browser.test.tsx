import type { RunReceipt, StatusTarget } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page } from "vitest/browser";
import {
  FailedRecords,
  HealthScorecard,
  IntegrationCard,
  OutboxIndicator,
  ReconciliationLedger,
  SyncNotice,
  SyncReceipt,
  SyncStatusBadge,
  SyncTimeline,
} from "./index.ts";
import { exampleSnapshot } from "./testing/example-snapshot.ts";
import { createStage } from "./testing/stage.tsx";

const hubspot: StatusTarget = { connection: "hubspot" };
const minute = 60_000;
const now = Date.UTC(2026, 4, 12, 14, 0);
const receipt: RunReceipt = {
  format: 1,
  kind: "run",
  id: "rcp_1",
  connection: "hubspot",
  stream: "contacts",
  correlationId: "c",
  startedAt: now - 2 * minute,
  finishedAt: now - minute,
  attempts: 1,
  outcome: "complete",
  mode: "full",
  checkpoint: { before: 0, after: 1 },
  counts: {
    received: 10,
    created: 4,
    updated: 3,
    unchanged: 2,
    removed: 1,
    duplicate: 0,
    filtered: 0,
    quarantined: 0,
    swept: 0,
  },
  completeness: { proven: true, by: "total" },
  pages: 1,
  requests: 1,
  retries: 0,
  waitedMs: 0,
  bytes: 1,
  digest: "d",
};
const waiting = exampleSnapshot(hubspot, {
  lastOutcome: "failed",
  willRetry: true,
  nextAttemptAt: now + 30 * minute,
  lastCompleteAt: now - 5 * minute,
  failure: { code: "unavailable", origin: "provider", retryable: true, action: "wait", message: "503 at /secret" },
});

function everyWidget() {
  const stage = createStage({
    startsAt: now,
    snapshots: [waiting],
    receipts: [receipt],
    failed: [
      { id: "f", stream: "contacts", kind: "dead-letter", reason: "conflict", at: now, attempts: 2, title: "Jane" },
    ],
    outbox: { pending: 2, sending: 0, stuck: 0, oldestAt: now - minute },
    ledger: {
      connection: "hubspot",
      comparedAt: now - 10 * minute,
      entries: [{ stream: "contacts", here: 1, there: 1, missingHere: 0, missingThere: 0, different: 0 }],
    },
    health: {
      runs: Array.from({ length: 6 }, (_, i) => ({ receipt: `r${i}`, outcome: "complete" as const, finishedAt: now })),
      needsFix: 0,
    },
  });
  const widgets = (
    <>
      <SyncStatusBadge target={hubspot} detail />
      <IntegrationCard target={hubspot} />
      <SyncNotice target={hubspot} />
      <SyncReceipt id="rcp_1" />
      <FailedRecords target={hubspot} />
      <SyncTimeline target={hubspot} />
      <OutboxIndicator connection="hubspot" />
      <ReconciliationLedger connection="hubspot" />
      <HealthScorecard target={hubspot} />
    </>
  );
  return { ...stage, widgets };
}

async function showEverything() {
  const { page: wrap, widgets, ...stage } = everyWidget();
  await render(wrap(widgets));
  await expect.element(page.getByText("All 1 records match.").or(page.getByText(/matches\./))).toBeVisible();
  await expect.element(page.getByText("Sync complete")).toBeVisible();
  // Each widget reads for itself, and they are not done in any order.
  await expect.poll(() => document.querySelector("[data-status=loading], [data-state=loading]")).toBeNull();
  return stage;
}

test("requirement 43: times that move are outside of every live region", async () => {
  await showEverything();
  const regions = [...document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log], output")];
  expect(regions.map(({ textContent }) => textContent)).toEqual([""]);
});

test("requirement 52: pictures are decoration, and nothing is told by a tooltip alone", async () => {
  await showEverything();
  const pictures = [...document.querySelectorAll("svg")];
  expect(pictures.length).toBeGreaterThan(5);
  for (const picture of pictures) {
    const said = picture.getAttribute("role") === "img" ? picture.getAttribute("aria-label") : "decoration";
    expect(said === "decoration" ? picture.closest("[aria-hidden=true]") : said).toBeTruthy();
  }
  const tips = [...document.querySelectorAll("[title]")];
  expect(tips.length).toBeGreaterThan(0);
  for (const tip of tips) expect(tip.textContent).toContain(tip.getAttribute("title"));
});

test("requirement 53: each value of a receipt comes after its label, as a pair", async () => {
  await showEverything();
  const pairs = [...document.querySelectorAll("[data-wb=receipt] dl > div")];
  expect(pairs.length).toBeGreaterThan(8);
  for (const pair of pairs) {
    expect([...pair.children].map(({ tagName }) => tagName)).toEqual(["DT", "DD"]);
    expect(pair.querySelector("dt")?.textContent).not.toBe("");
  }
  expect(document.querySelector("[data-part=checked]")?.textContent).toBe("Checked10");
});

test("requirement 29: a planned retry is said by the clock, and whole with its zone besides", async () => {
  await showEverything();
  const body = document.querySelector("[data-wb=notice] [data-part=body]");
  expect(body?.textContent).toContain("We will try again at 2:30 PM.");
  expect(body?.getAttribute("title")).toBe("Next attempt: May 12, 2026, 2:30:00 PM UTC");
});
