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

/** A source whose lists are given when the test says so, or refused; and the questions that wait. */
function held() {
  const { source: counted, asked } = counting();
  const waiting: { readonly question: string; readonly give: () => void; readonly refuse: () => void }[] = [];
  const failed = async (target: StatusTarget, options: PageOptions) => {
    const question = `${target.stream} ${options.limit}@${options.cursor ?? "-"}`;
    await new Promise<void>((give, no) => waiting.push({ question, give, refuse: () => no(new Error("no answer")) }));
    return counted.failed(target, options);
  };
  const next = async (question: string) => {
    await expect.poll(() => waiting.map((one) => one.question)).toContain(question);
    const [one] = waiting.splice(
      waiting.findIndex((each) => each.question === question),
      1,
    );
    if (one === undefined) throw new Error(`Nobody asked ${question}.`);
    return one;
  };
  return { source: { ...counted, failed }, asked, next, waiting };
}

const showMore = page.getByRole("button", { name: "Show more" });
const shown = (source: ReturnType<typeof held>["source"], target = contacts) => (
  <WaybillProvider source={source} clock={createManualClock()}>
    <FailedRecords target={target} />
  </WaybillProvider>
);
const rows = () => document.querySelectorAll("[data-part=row]").length;

test("a record that is tried again ends no page that is under way", async () => {
  const { source, next } = held();
  await render(shown(source));
  (await next("contacts 20@-")).give();
  await userEvent.click(showMore);
  const more = await next("contacts 20@20");
  await userEvent.click(page.getByRole("button", { name: "Try again: Record 3", exact: true }));
  await expect.poll(() => source.acted).toHaveLength(1);
  await new Promise(requestAnimationFrame);
  more.give();
  (await next("contacts 40@-")).give();
  await expect.poll(rows).toBe(40);
});

test("a page that ended a read and was refused is told of, and asked for again", async () => {
  const { source, next } = held();
  await render(shown(source));
  (await next("contacts 20@-")).give();
  await expect.element(showMore).toBeVisible();
  source.set(contacts, end(1));
  await next("contacts 20@-");
  await userEvent.click(showMore);
  (await next("contacts 20@20")).refuse();
  (await next("contacts 20@-")).give();
  const retry = page.getByRole("button", { name: "Try again", exact: true });
  await expect.element(retry).toBeVisible();
  await userEvent.click(retry);
  (await next("contacts 20@20")).give();
  await expect.poll(rows).toBe(40);
  await expect.element(retry).not.toBeInTheDocument();
});

test("the read that a next page ended is made up for in its own list, though another is shown by then", async () => {
  const { source, next, waiting } = held();
  const { rerender } = await render(shown(source));
  (await next("contacts 20@-")).give();
  await expect.element(showMore).toBeVisible();
  source.set(contacts, end(1));
  await next("contacts 20@-");
  await userEvent.click(showMore);
  const more = await next("contacts 20@20");
  await rerender(shown(source, deals));
  (await next("deals 20@-")).give();
  await expect.element(page.getByText("Record 3", { exact: true })).toBeVisible();
  more.give();
  await expect.poll(() => waiting.map((one) => one.question)).toEqual(["contacts 40@-"]);
});
