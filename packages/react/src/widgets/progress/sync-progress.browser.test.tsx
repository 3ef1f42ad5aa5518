import { type SnapshotProgress, type SyncSnapshot, mergeStatuses } from "@waybill/sync/status";
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

test("requirement 17: an estimate says about and never fills the bar", async () => {
  const { rerender } = await render(shown(at({ done: 2999, total: 3000, totalIsEstimate: true })));
  await expect.element(page.getByText("2,999 of about 3,000")).toBeVisible();
  expect(width()).toBe("99%");
  await rerender(shown(at({ done: 3000, total: 3000, totalIsEstimate: true })));
  expect(width()).toBe("99%");
  await expect.element(bar()).toHaveAttribute("aria-valuenow", "2970");
});

test("requirement 19: bar, value and words are of one number, which never passes the total", async () => {
  const { rerender } = await render(shown(at({ done: 25, total: 100 })));
  expect(width()).toBe("25%");
  await expect.element(bar()).toHaveAttribute("aria-valuenow", "25");
  await expect.element(bar()).toHaveAttribute("aria-valuetext", "25 of 100 contacts");
  await rerender(shown(at({ run: "r2", done: 140, total: 100 })));
  expect(Number.parseFloat(width() ?? "")).toBeLessThanOrEqual(100);
  expect(Number(bar().element().getAttribute("aria-valuenow"))).toBeLessThanOrEqual(
    Number(bar().element().getAttribute("aria-valuemax")),
  );
  expect(document.body.textContent).not.toContain("140 of 100");
});

test("requirement 20: a sync that has failed leaves no bar behind", async () => {
  const { rerender } = await render(shown(at({ done: 25, total: 100 })));
  await expect.element(bar()).toBeVisible();
  await rerender(shown({ ...at({ done: 25, total: 100 }), phase: "idle", lastOutcome: "failed" }));
  expect(page.getByRole("progressbar").elements()).toHaveLength(0);
});

test("the bar of a connection has a value once every stream has a total, and goes on from there", async () => {
  const stream = (name: string, change: Partial<SyncSnapshot>) =>
    exampleSnapshot({ connection: "hubspot", stream: name }, { startedAt: 0, ...change });
  const running = (name: string, done: number, total?: number, startedAt = 0) =>
    stream(name, {
      phase: "running",
      startedAt,
      progress: { run: name, done, total, totalIsEstimate: false, movedAt: 0 },
    });
  const counts = { checked: 100, created: 100, updated: 0, unchanged: 0, removed: 0, failed: 0 };
  // As a source tells of a stream that ended in the sync that is still under way: it keeps counting.
  const ended = { run: "contacts", done: 100, total: 100, totalIsEstimate: false, movedAt: 0 };
  const contactsDone = stream("contacts", { lastOutcome: "complete", counts, finishedAt: 1000, progress: ended });
  const waits = stream("deals", { phase: "pending", startedAt: undefined });
  const moments = [
    [running("contacts", 40, 100), waits],
    [running("contacts", 90, 100), waits],
    [contactsDone, running("deals", 1, undefined, 1000)],
    [contactsDone, running("deals", 50, 900, 1000)],
    [contactsDone, running("deals", 800, 900, 1000)],
    [contactsDone, running("deals", 890, 900, 1000)],
  ];
  const told: number[] = [];
  const { rerender } = await render(shown(mergeStatuses(moments[0] ?? [])));
  for (const streams of moments) {
    await rerender(shown(mergeStatuses(streams)));
    if (!bar().element().hasAttribute("data-indeterminate")) told.push(Number.parseFloat(width() ?? ""));
  }
  expect(told).toEqual([15, 90, 99]);
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

test("a total that is known no more leaves a width that tells nothing", async () => {
  const { rerender } = await render(shown(at({ done: 95, total: 100 })));
  await rerender(shown(at({ done: 120 })));
  await expect.element(page.getByText("120 so far")).toBeVisible();
  expect(bar().element().hasAttribute("data-indeterminate")).toBe(true);
  expect(bar().element().hasAttribute("aria-valuenow")).toBe(false);
  expect(width()).toBe("95%");
  await rerender(shown(at({ done: 130, total: 400 })));
  expect(bar().element().hasAttribute("data-indeterminate")).toBe(false);
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
