import type { PageOptions, RunReceipt, StatusTarget } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { failedRecords, receipts } from "../../../../stories/examples.ts";
import { FailedRecords, IntegrationCard, SyncTimeline, WaybillProvider } from "../index.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { createMemorySource } from "../testing/memory-source.ts";

const contacts: StatusTarget = { connection: "hubspot", stream: "contacts" };
const deals: StatusTarget = { connection: "hubspot", stream: "deals" };
const [failure] = failedRecords;
const [run] = Object.values(receipts);
if (failure === undefined || run === undefined) throw new Error("There are no examples.");
const broken = Array.from({ length: 100 }, (_, i) => ({ ...failure, id: `f${i}`, title: `Record ${i}` }));
const runs: readonly RunReceipt[] = Array.from({ length: 100 }, (_, i) => ({
  ...run,
  stream: "contacts",
  id: `r${i}`,
}));

/** A source that remembers what lists it was asked for. */
function counting() {
  const memory = createMemorySource({
    snapshots: [contacts, deals].map((target) => exampleSnapshot(target)),
    failed: broken,
    receipts: runs,
  });
  const asked: string[] = [];
  const ask = (list: string, { stream }: StatusTarget, { limit }: PageOptions) =>
    asked.push(`${list} ${stream} ${limit}`);
  const source = {
    ...memory,
    failed: (target: StatusTarget, options: PageOptions) => {
      ask("failed", target, options);
      return memory.failed(target, options);
    },
    history: (target: StatusTarget, options: PageOptions) => {
      ask("history", target, options);
      return memory.history(target, options);
    },
  };
  return { source, asked };
}

const end = (at: number) => ({ phase: "idle", lastOutcome: "partial", finishedAt: at, receipt: `r${at}` }) as const;

test("a long list is read again with one question when a run ends, and what is gone deep in it goes", async () => {
  const { source, asked } = counting();
  await render(
    <WaybillProvider source={source} clock={createManualClock()}>
      <FailedRecords target={contacts} />
    </WaybillProvider>,
  );
  for (let shown = 20; shown < 100; shown += 20) {
    await userEvent.click(page.getByRole("button", { name: "Show more" }));
    await expect.element(page.getByText(`Record ${shown}`, { exact: true })).toBeVisible();
  }
  asked.length = 0;
  source.setFailed(broken.filter(({ id }) => id !== "f77"));
  source.set(contacts, end(1));
  await expect.element(page.getByText("Record 77", { exact: true })).not.toBeInTheDocument();
  await expect.element(page.getByText("Record 99", { exact: true })).toBeVisible();
  expect(asked).toEqual(["failed contacts 100"]);
});

test("a long history is read again with one question when a run ends", async () => {
  const { source, asked } = counting();
  await render(
    <WaybillProvider source={source} clock={createManualClock()}>
      <SyncTimeline target={contacts} />
    </WaybillProvider>,
  );
  for (const shown of [40, 60]) {
    await userEvent.click(page.getByRole("button", { name: "Show older activity" }));
    await expect.poll(() => document.querySelectorAll("[data-part=item]").length).toBe(shown);
  }
  asked.length = 0;
  source.set(contacts, end(1));
  await expect.poll(() => asked).toEqual(["history contacts 60"]);
  await new Promise(requestAnimationFrame);
  expect(document.querySelectorAll("[data-part=item]")).toHaveLength(60);
});

test("the end of a run of one stream reads no list of another", async () => {
  const { source, asked } = counting();
  await render(
    <WaybillProvider source={source} clock={createManualClock()}>
      <IntegrationCard target={{ connection: "hubspot" }} />
      <FailedRecords target={contacts} />
      <FailedRecords target={deals} />
    </WaybillProvider>,
  );
  await expect.poll(() => asked.length).toBe(2);
  asked.length = 0;
  source.set(deals, end(1));
  source.set({ connection: "hubspot" }, end(1));
  await expect.poll(() => asked).toEqual(["failed deals 20"]);
});
