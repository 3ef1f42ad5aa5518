import { QueryClient } from "@tanstack/react-query";
import type { StatusTarget } from "@waybill/sync/status";
import { Profiler, type ReactElement, StrictMode } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { IntegrationCard, StatusBadge, SyncStatusBadge, WaybillProvider, useSyncStatus } from "./index.ts";
import type { SyncDescription } from "./describe/describe-sync.ts";
import { createManualClock } from "./testing/manual-clock.ts";
import { type MemorySource, createMemorySource } from "./testing/memory-source.ts";
import { exampleSnapshot } from "./testing/example-snapshot.ts";

const hubspot: StatusTarget = { connection: "hubspot" };
const names = { service: "HubSpot" };
const describe = () => ({ names });
const live = () => page.getByRole("status");

test("requirement 38: one live region a provider, empty at first and until something changes", async () => {
  const clock = createManualClock();
  const source = createMemorySource({ snapshots: [exampleSnapshot(hubspot, { lastOutcome: "failed" })] });
  await render(
    <StrictMode>
      <WaybillProvider source={source} clock={clock} describe={describe}>
        <SyncStatusBadge target={hubspot} />
        <SyncStatusBadge target={hubspot} />
      </WaybillProvider>
    </StrictMode>,
  );
  await expect.element(page.getByText("Sync failed").first()).toBeVisible();
  await clock.advance(60_000);
  expect(live().elements()).toHaveLength(1);
  expect(live().element().textContent).toBe("");

  source.set(hubspot, { phase: "running" });
  await clock.advance(1_000);
  await expect.element(live()).toHaveTextContent("HubSpot: Syncing. The last attempt failed. Trying again.");
});

test("requirement 78: a hundred badges render neither for progress nor for refetches, and once for a change of status", async () => {
  const clock = createManualClock();
  const running = {
    phase: "running",
    progress: { run: "r", done: 0, total: 100, totalIsEstimate: false, movedAt: 0 },
  } as const;
  const source = createMemorySource({ snapshots: [exampleSnapshot(hubspot, running)] });
  const queryClient = new QueryClient();
  let renders = 0;
  await render(
    <WaybillProvider source={source} clock={clock} queryClient={queryClient}>
      {Array.from({ length: 100 }, (_, i) => (
        <Profiler key={i} id={String(i)} onRender={() => (renders += 1)}>
          <Status />
        </Profiler>
      ))}
    </WaybillProvider>,
  );
  await expect.element(page.getByText("syncing").first()).toBeVisible();

  renders = 0;
  for (let tick = 1; tick <= 20; tick += 1) {
    source.set(hubspot, { progress: { ...running.progress, done: tick } });
    await clock.advance(250);
  }
  for (let refetch = 0; refetch < 10; refetch += 1) await queryClient.refetchQueries();
  expect(source.asked.snapshot).toBeGreaterThanOrEqual(10);
  expect(renders).toBe(0);

  source.set(hubspot, { phase: "idle", lastOutcome: "complete" });
  await expect.element(page.getByText("synced").first()).toBeVisible();
  expect(renders).toBe(100);
});

function statusOf(description: SyncDescription): string {
  return description.status;
}

function Status(): ReactElement {
  return <span>{useSyncStatus(hubspot, statusOf)}</span>;
}

test("requirement 79: a hundred badges of a hundred connections make one request", async () => {
  const source = createMemorySource();
  const targets = Array.from({ length: 100 }, (_, i) => ({ connection: `c${i}` }));
  await render(
    <WaybillProvider source={source} clock={createManualClock()}>
      {targets.map((target) => (
        <SyncStatusBadge key={target.connection} target={target} />
      ))}
    </WaybillProvider>,
  );
  await expect.element(page.getByText("Waiting to sync").first()).toBeVisible();
  expect(source.asked).toMatchObject({ snapshot: 0, snapshots: 1 });
});

test("requirement 10: an unread status is unknown, and a known one stays with its age, and is no longer green", async () => {
  const clock = createManualClock(600_000);
  const source = createMemorySource();
  const queryClient = new QueryClient();
  source.breakReads(new Error("offline"));
  await render(
    <WaybillProvider source={source} clock={clock} queryClient={queryClient} locale="en-GB">
      <SyncStatusBadge target={hubspot} detail />
      <StatusBadge target={hubspot} />
    </WaybillProvider>,
  );
  const badges = () => page.getByText(/^(Up to date|Status unavailable)$/).elements();
  const tones = () => badges().map((each) => each.closest("[data-tone]")?.getAttribute("data-tone"));
  await expect.poll(() => page.getByText("Status unavailable").elements().length).toBe(2);

  source.set(hubspot, { lastOutcome: "complete", lastCompleteAt: 600_000, observedAt: 600_000 });
  await expect.poll(tones).toEqual(["success", "success"]);
  await clock.advance(6 * 60_000);
  await queryClient.refetchQueries();
  await expect.element(page.getByText("Last synced 6 minutes ago. Status from 6 minutes ago.")).toBeVisible();
  await expect.poll(tones).toEqual(["neutral", "neutral"]);
});

test("requirement 14: a word of a newer server is shown as unknown and told to the developer", async () => {
  const errors: unknown[] = [];
  const source = createMemorySource();
  await render(
    <WaybillProvider source={source} clock={createManualClock()} onError={(error) => errors.push(error)}>
      <SyncStatusBadge target={hubspot} />
    </WaybillProvider>,
  );
  await expect.element(page.getByText("Waiting to sync")).toBeVisible();
  source.set(hubspot, JSON.parse('{ "phase": "levitating" }'));
  await expect.element(page.getByText("Status unavailable")).toBeVisible();
  expect(String(errors[0])).toContain("levitating");
});

test("requirement 82: an exception in one widget leaves the others, and is told", async () => {
  const errors: unknown[] = [];
  const broken = () => {
    throw new Error("render broke");
  };
  await render(
    <WaybillProvider onError={(error) => errors.push(error)}>
      <SyncStatusBadge snapshot={exampleSnapshot(hubspot)} render={broken} />
      <SyncStatusBadge snapshot={exampleSnapshot(hubspot, { lastOutcome: "complete" })} />
    </WaybillProvider>,
  );
  await expect.element(page.getByText("Up to date")).toBeVisible();
  await expect.element(page.getByText("Status unavailable")).toBeVisible();
  expect(String(errors[0])).toContain("render broke");
});

test("a connected widget without a provider says what is missing", async () => {
  const told: string[] = [];
  await render(
    <WaybillProvider onError={(error) => told.push(String(error))}>
      <SyncStatusBadge target={hubspot} />
    </WaybillProvider>,
  );
  expect(told[0]).toContain("Put a WaybillProvider with a source around it");
});

test("another source shows at once, in every widget and hook, and nothing of the one before stays", async () => {
  const before = createMemorySource({
    snapshots: [exampleSnapshot(hubspot, { lastOutcome: "complete", revision: 9 })],
    onAct: () => Promise.reject(new Error("no answer")),
  });
  const after = createMemorySource({ snapshots: [exampleSnapshot(hubspot, { lastOutcome: "failed" })] });
  const clock = createManualClock();
  const shown = (source: MemorySource) => (
    <WaybillProvider source={source} clock={clock}>
      <IntegrationCard target={hubspot} names={names} />
      <Status />
    </WaybillProvider>
  );
  const { rerender } = await render(shown(before));
  await userEvent.click(page.getByRole("button", { name: "Sync now: HubSpot" }));
  await expect.element(page.getByRole("alert")).toBeVisible();

  await rerender(shown(after));
  await expect.element(page.getByText("Sync failed")).toBeVisible();
  await expect.element(page.getByText("failed", { exact: true })).toBeVisible();
  expect(page.getByRole("alert").elements()).toHaveLength(0);
  expect(before.subscribers()).toBe(0);

  after.set(hubspot, { lastOutcome: "complete" });
  await expect.element(page.getByText("Up to date")).toBeVisible();
});
