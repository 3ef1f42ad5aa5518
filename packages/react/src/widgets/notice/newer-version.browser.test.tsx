import type { ReactElement } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import {
  IntegrationCard,
  OutboxIndicator,
  StatusBadge,
  SyncNotice,
  SyncProgress,
  SyncStatusBadge,
  SyncSummary,
  SyncTimeline,
  WaybillProvider,
} from "../../index.ts";
import { exampleSnapshot } from "../../testing/example-snapshot.ts";
import { createManualClock } from "../../testing/manual-clock.ts";
import { createMemorySource } from "../../testing/memory-source.ts";

const hubspot = { connection: "hubspot" };
const stripe = { connection: "stripe" };
const newer = "A newer version was opened in this browser, so this page shows nothing new.";
const remedy = `${newer} Reload the page to see the current status.`;
/** What the store of an older page says once a newer version has it. */
const taken = Object.assign(new Error("taken"), { failure: { code: "storage", retryable: false, action: "reload" } });

/** A page over a store that another tab can take. */
async function open(children: ReactElement, broken?: Error) {
  const complete = { lastOutcome: "complete", lastCompleteAt: 0 } as const;
  const source = createMemorySource({ snapshots: [hubspot, stripe].map((one) => exampleSnapshot(one, complete)) });
  source.breakReads(broken);
  const said: string[] = [];
  const reloads: number[] = [];
  await render(
    <WaybillProvider
      source={source}
      clock={createManualClock(0)}
      reload={() => reloads.push(reloads.length)}
      onAnnounce={(text) => said.push(text)}
    >
      {children}
    </WaybillProvider>,
  );
  const take = (reason: Error = taken) => {
    source.breakReads(reason);
    source.doubt(reason);
  };
  return { source, said, reloads, take };
}

const inWidget = (name: string) => document.querySelector(`[data-wb="${name}"]`);

test("a card whose store a newer version took keeps its status as old, and its one button loads the page anew", async () => {
  const { take, reloads } = await open(<IntegrationCard target={hubspot} />);
  await expect.element(page.getByText("Up to date")).toBeVisible();
  take();
  await expect.element(page.getByRole("group", { name: "Reload the page to see the current status" })).toBeVisible();
  await expect.element(page.getByText(newer)).toBeVisible();
  await expect.element(page.getByText("Up to date")).toBeVisible();
  await expect.element(page.getByText("Status from just now")).toBeVisible();
  expect(inWidget("card")?.getAttribute("data-observed")).toBe("old");
  expect(inWidget("card")?.querySelector('[data-part="badge"]')?.getAttribute("data-tone")).toBe("neutral");
  expect(page.getByRole("button").elements()).toHaveLength(1);
  await userEvent.click(page.getByRole("button", { name: "Reload page", exact: true }));
  await expect.poll(() => reloads).toHaveLength(1);
});

test("a sync that was running then is shown as one of then: nobody knows here how far it is", async () => {
  const { take, source } = await open(
    <>
      <IntegrationCard target={hubspot} />
      <SyncProgress target={hubspot} />
    </>,
  );
  const progress = { run: "r", done: 5, total: 10, totalIsEstimate: false, movedAt: 0 };
  source.set(hubspot, { phase: "running", progress });
  const bars = () => page.getByRole("progressbar").elements();
  const tones = () => bars().map((bar) => bar.getAttribute("data-tone"));
  const hints = () => [...document.querySelectorAll('[data-part="hint"]')].map(({ textContent }) => textContent);
  await expect.poll(tones).toEqual(["info", "info"]);
  expect(hints()).toHaveLength(2);
  take();
  await expect.poll(tones).toEqual(["neutral", "neutral"]);
  expect(hints()).toEqual(["Status from just now."]);
});

test("the product may do it itself, and say that it did not come to it", async () => {
  const { take, reloads } = await open(
    <SyncNotice target={hubspot} perform={{ reload: () => Promise.reject(new Error("A form is not saved.")) }} />,
  );
  take();
  await userEvent.click(page.getByRole("button", { name: "Reload page" }));
  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent("The page was not reloaded. Reload it in your browser.");
  expect(reloads).toEqual([]);
});

test("every widget says it where it stands, lists and badges too, and the live region once for the page", async () => {
  const { take, said } = await open(
    <>
      <StatusBadge target={hubspot} />
      <SyncStatusBadge target={stripe} detail />
      <SyncSummary targets={[hubspot, stripe]} />
      <OutboxIndicator connection="hubspot" />
    </>,
  );
  await expect.element(page.getByText("All 2 syncs are up to date")).toBeVisible();
  expect(inWidget("badge")?.textContent).toBe("Up to date");
  take();
  await expect.element(page.getByText("Up to date · Reload needed")).toBeVisible();
  await expect.element(page.getByText(`Last synced just now. Status from just now. ${remedy}`)).toBeVisible();
  await expect.element(page.getByText(`Status from just now. ${remedy}`, { exact: true })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Reload page" })).toBeVisible();
  expect(inWidget("badge")?.textContent).toBe("Up to date · Reload needed");
  expect(inWidget("badge")?.getAttribute("data-observed")).toBe("old");
  expect(said).toEqual([remedy]);
});

test("a list that was never read offers the reload in place of trying again", async () => {
  const { reloads } = await open(<SyncTimeline target={hubspot} />, taken);
  await expect.element(page.getByText(newer)).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Reload page" }));
  expect(reloads).toHaveLength(1);
});

test("what reads the status again stands apart from the notice of a failure, which it does not try again", async () => {
  const { source, take } = await open(<IntegrationCard target={hubspot} />);
  const failure = { code: "unavailable", origin: "provider", retryable: true, action: "wait", message: "503" } as const;
  source.set(hubspot, { lastOutcome: "failed", failure });
  const notice = page.getByRole("group", { name: "The last sync failed" });
  await expect.element(notice.getByRole("button", { name: /^Try again now/ })).toBeVisible();
  take(new Error("503"));
  await expect.element(page.getByText("Status from just now")).toBeVisible();
  expect(notice.getByRole("button").elements()).toEqual([]);
  expect(page.getByRole("button", { name: /^Try again/ }).elements()).toHaveLength(1);
});

test("a step that a later version knows is none here: what was known is old, and can be read again", async () => {
  const { take, said, source } = await open(<IntegrationCard target={hubspot} />);
  await expect.element(page.getByText("Up to date")).toBeVisible();
  take(Object.assign(new Error("taken"), { failure: { action: "teleport" } }));
  await expect.element(page.getByText(/Status from just now/)).toBeVisible();
  await expect.element(page.getByRole("button", { name: /^Try again/ })).toBeVisible();
  expect(said).toEqual([]);
  source.breakReads(undefined);
  source.set(hubspot, {});
  await expect.poll(() => page.getByText(/Status from/).elements()).toHaveLength(0);
});
