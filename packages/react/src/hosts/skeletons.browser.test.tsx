import type { ReactElement } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import {
  FailedRecords,
  HealthScorecard,
  IntegrationCard,
  OutboxIndicator,
  ReconciliationLedger,
  SyncReceipt,
  SyncStatusBadge,
  SyncTimeline,
  WaybillProvider,
} from "../index.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { createMemorySource } from "../testing/memory-source.ts";
import { adoptWidgets } from "./every-widget.test.fixture.tsx";

const target = { connection: "hubspot" };
const synced = exampleSnapshot(target, { lastOutcome: "complete" });

/** Each widget without and with its data. */
const widgets = (there: boolean): readonly ReactElement[] => [
  <SyncStatusBadge key="badge" snapshot={there ? synced : undefined} />,
  <SyncStatusBadge key="line" snapshot={there ? synced : undefined} detail />,
  <IntegrationCard key="card" snapshot={there ? synced : undefined} />,
  <FailedRecords key="failed" records={there ? [] : undefined} />,
  <SyncTimeline key="timeline" receipts={there ? [] : undefined} />,
  <HealthScorecard key="health" health={there ? { runs: [], needsFix: 0 } : undefined} />,
  <ReconciliationLedger key="ledger" ledger={there ? null : undefined} />,
  <OutboxIndicator key="outbox" outbox={there ? { pending: 0, sending: 0, stuck: 0 } : undefined} />,
];

function begin() {
  const clock = createManualClock();
  const page = (there: boolean) => <WaybillProvider clock={clock}>{widgets(there)}</WaybillProvider>;
  return { clock, page };
}

const waiting = () => document.querySelectorAll("[data-wb][data-status=loading], [data-wb][data-state=loading]").length;

test("requirement 64: what arrives within 400 ms is shown at once", async () => {
  const { clock, page } = begin();
  const { rerender } = await render(page(false));
  expect(waiting()).toBe(widgets(false).length);
  await clock.advance(399);
  await rerender(page(true));
  expect(waiting()).toBe(0);
});

test("requirement 64: a skeleton that has appeared stays for 300 ms, also when its data arrives", async () => {
  const { clock, page } = begin();
  const { rerender } = await render(page(false));
  await clock.advance(400);
  await rerender(page(true));
  expect(waiting()).toBe(widgets(false).length);
  await clock.advance(299);
  await rerender(page(true));
  expect(waiting()).toBe(widgets(false).length);
  await clock.advance(1);
  await expect.poll(waiting).toBe(0);
});

test("requirement 64: a skeleton that has been seen goes as soon as its data is there", async () => {
  const { clock, page } = begin();
  const { rerender } = await render(page(false));
  await clock.advance(400);
  await rerender(page(false));
  await clock.advance(300);
  await rerender(page(false));
  expect(waiting()).toBe(widgets(false).length);
  await rerender(page(true));
  expect(waiting()).toBe(0);
});

test("requirement 64: a receipt that is read waits like the others", async () => {
  const clock = createManualClock();
  let answer = (): void => undefined;
  const source = {
    ...createMemorySource(),
    receipt: () => new Promise<undefined>((resolve) => (answer = () => resolve(undefined))),
  };
  const page = (
    <WaybillProvider source={source} clock={clock}>
      <SyncReceipt id="rcp_1" />
    </WaybillProvider>
  );
  const { rerender } = await render(page);
  await clock.advance(400);
  answer();
  await rerender(page);
  await clock.advance(299);
  expect(waiting()).toBe(1);
  await clock.advance(1);
  await expect.poll(waiting).toBe(0);
});

test("requirement 64: nothing of a skeleton is seen before 400 ms", async () => {
  const undo = adoptWidgets();
  await render(begin().page(false));
  const appearing = document
    .getAnimations()
    .filter((animation) => animation instanceof CSSAnimation && animation.animationName === "wb-appear");
  expect(appearing.length).toBeGreaterThan(widgets(false).length);
  const opacities = (ms: number) =>
    appearing.map((animation) => {
      animation.currentTime = ms;
      const { effect } = animation;
      return effect instanceof KeyframeEffect && effect.target !== null ? getComputedStyle(effect.target).opacity : "";
    });
  for (const animation of document.getAnimations()) animation.pause();
  expect(new Set(opacities(399))).toEqual(new Set(["0"]));
  expect(new Set(opacities(402))).toEqual(new Set(["1"]));
  undo();
});
