import type { SyncSnapshot } from "@waybill/sync/status";
import { Fragment } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { adoptWidgets } from "../../hosts/every-widget.test.fixture.tsx";
import { IntegrationCard, WaybillProvider } from "../../index.ts";
import { createMemorySource } from "../../testing/memory-source.ts";
import { complete, hubspot, names, show, syncNow } from "./card.test.fixture.tsx";

test("requirement 28: a failure that needs a person has neither bar nor retry button, only a quiet sync in the footer", async () => {
  const source = createMemorySource({
    snapshots: [
      {
        ...complete,
        lastOutcome: "failed",
        progress: { run: "r", done: 10, total: 20, totalIsEstimate: false, movedAt: 0 },
        failure: { code: "forbidden", origin: "customer", retryable: false, action: "grant", message: "403" },
      },
    ],
  });
  await show(source);
  await expect.element(page.getByText("The last sync failed")).toBeVisible();
  expect(page.getByRole("progressbar").elements()).toHaveLength(0);
  expect(page.getByRole("group", { name: "The last sync failed" }).getByRole("button").elements()).toHaveLength(0);
  expect(page.getByRole("button").elements()).toHaveLength(1);
  await expect.element(page.getByRole("button", syncNow)).toHaveAttribute("data-variant", "quiet");
  await userEvent.click(page.getByRole("button", syncNow));
  expect(source.acted.map(({ action }) => action.kind)).toEqual(["sync"]);
});

test("requirement 49: a card is a group with a heading, never a landmark", async () => {
  await show(createMemorySource({ snapshots: [complete] }));
  await expect.element(page.getByRole("group", { name: "HubSpot contacts" })).toBeVisible();
  await expect.element(page.getByRole("heading", { level: 3, name: "HubSpot contacts" })).toBeVisible();
  expect(page.getByRole("region").elements()).toHaveLength(0);
});

test("requirement 6: a card of a sync that is done says that there was nothing to update, or why nothing moves", async () => {
  const counts = { checked: 9, created: 0, updated: 0, unchanged: 9, removed: 0, failed: 0 };
  const source = createMemorySource({ snapshots: [{ ...complete, counts }] });
  await show(source);
  await expect.element(page.getByText("Last synced just now. Nothing to update.")).toBeVisible();
  source.set(hubspot, { blocker: "offline" });
  await expect
    .element(page.getByText("Last synced just now. No network connection. Continues when it is back."))
    .toBeVisible();
});

test.each([
  ["nothing", null],
  ["a condition that does not hold", false],
  ["conditions that do not hold", [false, [null, ""]]],
  ["what renders nothing", <Nothing key="nothing" />],
  ["an empty fragment", <Fragment key="fragment" />],
])("a card whose product puts %s into it draws no empty strip", async (_, children) => {
  const undo = adoptWidgets();
  await render(
    <WaybillProvider now={0}>
      <IntegrationCard snapshot={complete} names={names}>
        {children}
      </IntegrationCard>
    </WaybillProvider>,
  );
  expect(document.querySelector("[data-part=content]")?.getClientRects().length ?? 0).toBe(0);
  undo();
});

function Nothing(): null {
  return null;
}

test("requirement 87: names survive as text whatever they hold", async () => {
  const hostile = `<img src=x onerror=alert(1)> ${"ش".repeat(200)} 🧾`;
  await render(
    <WaybillProvider now={0}>
      <IntegrationCard snapshot={complete} names={{ ...names, name: hostile }} account={hostile} />
    </WaybillProvider>,
  );
  expect([...document.querySelectorAll("bdi")].map((bdi) => bdi.textContent)).toEqual([hostile, hostile]);
  expect(document.querySelectorAll("img")).toHaveLength(0);
});

test.each([320, 480, 960])(
  "requirement 60: a card of %i px is as high while loading as when it is there",
  async (width) => {
    const undo = adoptWidgets();
    const card = (snapshot: SyncSnapshot | undefined) => (
      <div style={{ inlineSize: width }}>
        <WaybillProvider now={0}>
          <IntegrationCard snapshot={snapshot} names={names} perform={{ sync: () => Promise.resolve() }} />
        </WaybillProvider>
      </div>
    );
    const height = () => document.querySelector("[data-wb=card]")?.getBoundingClientRect().height;
    const { rerender } = await render(card(undefined));
    const before = height();
    await rerender(card({ ...complete, nextAttemptAt: 3_600_000 }));
    expect(before).toBe(height());
    undo();
  },
);
