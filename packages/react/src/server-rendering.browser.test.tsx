import type { Receipt, SyncSnapshot } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import {
  FailedRecords,
  IntegrationCard,
  SyncNotice,
  SyncProgress,
  SyncReceipt,
  SyncStatusBadge,
  SyncTimeline,
  WaybillProvider,
} from "./index.ts";
import { createManualClock } from "./testing/manual-clock.ts";
import { exampleSnapshot } from "./testing/example-snapshot.ts";
import { createMemorySource } from "./testing/memory-source.ts";

const target = { connection: "hubspot" };
const at = Date.UTC(2026, 4, 12, 13, 55);
const partial: SyncSnapshot = exampleSnapshot(target, {
  lastOutcome: "partial",
  lastCompleteAt: at,
  observedAt: at,
  counts: { checked: 10, created: 1, updated: 6, unchanged: 0, removed: 0, failed: 3 },
});
const running: SyncSnapshot = {
  ...partial,
  phase: "running",
  progress: { run: "r", done: 4, total: 10, totalIsEstimate: false, movedAt: at },
};
const receipt: Receipt = {
  format: 1,
  kind: "mutation",
  id: "rcp_1",
  connection: "hubspot",
  stream: "contacts",
  correlationId: "c",
  startedAt: at,
  finishedAt: at + 1000,
  attempts: 1,
  outcome: "applied",
  mutation: "m1",
};

const widgets: readonly (readonly [name: string, element: ReactElement, text: string])[] = [
  ["SyncStatusBadge", <SyncStatusBadge key="w" snapshot={partial} detail />, "3 of 10 records did not sync."],
  ["SyncStatusBadge, connected", <SyncStatusBadge key="w" target={target} />, "Checking status…"],
  ["SyncProgress", <SyncProgress key="w" snapshot={running} />, "4 of 10"],
  ["IntegrationCard", <IntegrationCard key="w" snapshot={partial} />, "Last synced May 12, 2026, 1:55:00 PM UTC"],
  ["IntegrationCard, connected", <IntegrationCard key="w" target={target} />, "hubspot"],
  ["SyncNotice", <SyncNotice key="w" snapshot={partial} />, "3 of 10 records did not sync"],
  ["SyncReceipt", <SyncReceipt key="w" receipt={receipt} />, "May 12, 2026, 1:55:00 PM UTC"],
  ["FailedRecords", <FailedRecords key="w" records={[]} />, "Nothing to fix."],
  ["SyncTimeline", <SyncTimeline key="w" receipts={[receipt]} />, "Change saved at the service"],
];

test.each(widgets)(
  "requirement 75: %s says what matters in server HTML and takes it over without an error",
  async (_, element, text) => {
    const source = createMemorySource();
    const clock = createManualClock(at + 6 * 60_000);
    const errors: unknown[] = [];
    const page = (
      <WaybillProvider source={source} clock={clock} onError={(error) => errors.push(error)}>
        {element}
      </WaybillProvider>
    );
    const container = document.createElement("div");
    container.innerHTML = renderToString(page);
    expect(container.textContent).toContain(text);
    expect(container.querySelectorAll("[style]")).toHaveLength(0);

    document.body.append(container);
    const root = hydrateRoot(container, page, { onRecoverableError: (error) => errors.push(error) });
    await expect.poll(() => source.subscribers() > 0 || container.textContent?.length).toBeTruthy();
    await new Promise(requestAnimationFrame);
    expect(errors).toEqual([]);
    root.unmount();
    container.remove();
  },
);

test("times become relative once the page is taken over", async () => {
  const page = (
    <WaybillProvider clock={createManualClock(at + 5 * 60_000)}>
      <IntegrationCard snapshot={partial} />
    </WaybillProvider>
  );
  const container = document.createElement("div");
  container.innerHTML = renderToString(page);
  document.body.append(container);
  const root = hydrateRoot(container, page);
  await expect.poll(() => container.textContent).toContain("Last synced 5 minutes ago");
  root.unmount();
  container.remove();
});
