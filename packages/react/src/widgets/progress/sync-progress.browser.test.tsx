import type { SnapshotProgress, SyncSnapshot } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page } from "vitest/browser";
import { SyncProgress, WaybillProvider } from "../../index.ts";
import { exampleSnapshot } from "../../testing/example-snapshot.ts";
import { createMemorySource } from "../../testing/memory-source.ts";

const names = { records: { one: "contact", other: "contacts" } };
const at = (change: Partial<SnapshotProgress>): SyncSnapshot =>
  exampleSnapshot(
    { connection: "hubspot" },
    { phase: "running", progress: { run: "r1", done: 0, totalIsEstimate: false, movedAt: 0, ...change } },
  );
const shown = (snapshot: SyncSnapshot) => (
  <WaybillProvider now={0}>
    <SyncProgress snapshot={snapshot} names={names} />
  </WaybillProvider>
);
const bar = () => page.getByRole("progressbar", { name: "Syncing contacts" });
const width = () => bar().element().querySelector("rect")?.getAttribute("width");

test("requirement 16: with an unknown total there is no value and no percent", async () => {
  await render(shown(at({ done: 40 })));
  await expect.element(bar()).toBeVisible();
  expect(bar().element().hasAttribute("aria-valuenow")).toBe(false);
  expect(document.body.textContent).not.toContain("%");
  await expect.element(page.getByText("40 so far")).toBeVisible();
});

test("requirements 17 and 19: an estimate says about and never fills the bar; value, width and words agree", async () => {
  await render(shown(at({ done: 3000, total: 3000, totalIsEstimate: true })));
  expect(width()).toBe("99%");
  await expect.element(bar()).toHaveAttribute("aria-valuenow", "2970");
  expect(document.body.textContent).not.toContain("100");
});

test("requirement 45: the value is a sentence", async () => {
  await render(shown(at({ done: 1204, total: 3000, totalIsEstimate: true })));
  await expect.element(bar()).toHaveAttribute("aria-valuetext", "1,204 of about 3,000 contacts");
});

test("requirement 18: within one run the bar never goes back; a new run starts anew", async () => {
  const { rerender } = await render(shown(at({ done: 50, total: 100 })));
  expect(width()).toBe("50%");
  await rerender(shown(at({ done: 60, total: 400 })));
  expect(width()).toBe("50%");
  await rerender(shown(at({ done: 10, total: 100 })));
  expect(width()).toBe("50%");
  await rerender(shown(at({ run: "r2", done: 10, total: 100 })));
  expect(width()).toBe("10%");
});

test("requirement 22: a sync that stands still says that it works on", async () => {
  await render(
    <WaybillProvider now={61_000}>
      <SyncProgress snapshot={at({ done: 5, total: 10 })} names={names} />
    </WaybillProvider>,
  );
  await expect.element(page.getByText("Still working…")).toBeVisible();
});

test("requirement 71: the width needs no inline style", async () => {
  await render(shown(at({ done: 5, total: 10 })));
  expect(document.querySelectorAll("[data-wb] [style], [data-wb][style]")).toHaveLength(0);
});

test("what is said of leaving the page is what the source says of itself", async () => {
  const snapshot = at({ done: 5, total: 10 });
  const source = createMemorySource({ snapshots: [snapshot] });
  const live = (runsWithoutPage: boolean | undefined) => (
    <WaybillProvider source={{ ...source, runsWithoutPage }} now={0}>
      <SyncProgress target={{ connection: "hubspot" }} names={names} />
    </WaybillProvider>
  );
  const { rerender } = await render(live(undefined));
  await expect
    .element(page.getByText("You can close this page. The sync goes on from here when you come back."))
    .toBeVisible();
  await rerender(live(true));
  await expect.element(page.getByText("You can leave this page. We’ll keep syncing.")).toBeVisible();
});
