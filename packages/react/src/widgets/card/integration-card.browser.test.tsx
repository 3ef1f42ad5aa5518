import type { ActionOutcome, StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { useLayoutEffect, useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { waybillCss } from "../../css-text.ts";
import { IntegrationCard, WaybillProvider, openReconnectWindow, useSyncAction } from "../../index.ts";
import { createManualClock } from "../../testing/manual-clock.ts";
import { exampleSnapshot } from "../../testing/example-snapshot.ts";
import { type MemorySource, createMemorySource } from "../../testing/memory-source.ts";

const hubspot: StatusTarget = { connection: "hubspot" };
const names = { service: "HubSpot", name: "HubSpot contacts", records: { one: "contact", other: "contacts" } };
const syncNow = { name: "Sync now: HubSpot contacts" };

function show(source: MemorySource, clock = createManualClock(0)) {
  return render(
    <WaybillProvider source={source} clock={clock}>
      <IntegrationCard target={hubspot} names={names} />
    </WaybillProvider>,
  );
}

const complete: SyncSnapshot = exampleSnapshot(hubspot, { lastOutcome: "complete", lastCompleteAt: 0 });

/** A source whose answer to an action a test gives when it wants to. */
function answering() {
  const answers: ((outcome: ActionOutcome) => void)[] = [];
  const source = createMemorySource({
    snapshots: [complete],
    onAct: () => new Promise((resolve) => answers.push(resolve)),
  });
  return { source, answer: (outcome: ActionOutcome) => answers.shift()?.(outcome) };
}

async function pressTwice(source: MemorySource): Promise<HTMLButtonElement> {
  await show(source);
  await expect.element(page.getByRole("button", syncNow)).toBeVisible();
  const button = page.getByRole("button", syncNow).element();
  if (!(button instanceof HTMLButtonElement)) throw new Error("The button is no button.");
  button.focus();
  button.click();
  button.click();
  return button;
}

const busy = () => page.getByRole("button", { name: "Starting sync…" });

test("requirement 24: two presses are one action with one key", async () => {
  const { source } = answering();
  const button = await pressTwice(source);
  await expect.element(busy()).toBeVisible();
  button.click();
  expect(source.acted).toHaveLength(1);
  expect(source.acted[0]).toMatchObject({ action: { kind: "sync", target: hubspot } });
  expect(source.acted[0]?.key).toMatch(/^[0-9a-f]{32}$/);
});

test("requirement 24: a double click is one action even where the source is done between its clicks", async () => {
  const source = createMemorySource({ snapshots: [complete] });
  const clock = createManualClock(0);
  await show(source, clock);
  await userEvent.click(page.getByRole("button", syncNow));
  await userEvent.click(page.getByRole("button", syncNow));
  expect(source.acted).toHaveLength(1);
  await clock.advance(500);
  await userEvent.click(page.getByRole("button", syncNow));
  expect(source.acted).toHaveLength(2);
});

test("requirement 24: a double click is one action of a product that performs it itself", async () => {
  const clock = createManualClock(0);
  let performed = 0;
  const perform = { sync: () => Promise.resolve(void (performed += 1)) };
  await render(
    <WaybillProvider source={createMemorySource()} clock={clock}>
      <IntegrationCard snapshot={complete} names={names} perform={perform} />
    </WaybillProvider>,
  );
  await userEvent.click(page.getByRole("button", syncNow));
  await userEvent.click(page.getByRole("button", syncNow));
  expect(performed).toBe(1);
  await clock.advance(500);
  await userEvent.click(page.getByRole("button", syncNow));
  expect(performed).toBe(2);
});

test("requirement 25: a button under way keeps focus and is not disabled", async () => {
  const button = await pressTwice(answering().source);
  await expect.element(busy()).toHaveAttribute("aria-disabled", "true");
  expect(document.activeElement).toBe(busy().element());
  expect(button.disabled).toBe(false);
});

test("requirement 26: a press is answered by the next frame", async () => {
  const button = await pressTwice(answering().source);
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  expect(button.textContent).toBe("Starting sync…");
});

const refusal: ActionOutcome = {
  state: "rejected",
  failure: { code: "offline", origin: "network", retryable: true, action: "wait", message: "secret-token-1" },
};

test("requirement 27: a refused action is said beside its button, which keeps focus and can be pressed again", async () => {
  const { source, answer } = answering();
  await show(source);
  await userEvent.click(page.getByRole("button", syncNow));
  answer(refusal);
  await expect.element(page.getByText("We could not start the sync. Try again.")).toBeVisible();
  expect(document.activeElement).toBe(page.getByRole("button", syncNow).element());
  expect(document.body.textContent).not.toContain("secret-token-1");

  await userEvent.click(page.getByRole("button", syncNow));
  expect(source.acted).toHaveLength(2);
  expect(source.acted[0]?.key).not.toBe(source.acted[1]?.key);
});

test("requirement 44: a refusal is an alert once, where it was pressed, and none when the widget comes back", async () => {
  const { source, answer } = answering();
  const clock = createManualClock(0);
  const cards = (count: number) => (
    <WaybillProvider source={source} clock={clock}>
      {Array.from({ length: count }, (_, i) => (
        <IntegrationCard key={i} target={hubspot} names={names} />
      ))}
    </WaybillProvider>
  );
  const { rerender } = await render(cards(2));
  await userEvent.click(page.getByRole("button", syncNow).first());
  answer(refusal);
  const refused = page.getByText("We could not start the sync. Try again.");
  await expect.poll(() => refused.elements().length).toBe(2);
  expect(page.getByRole("alert").elements()).toHaveLength(1);
  await rerender(cards(0));
  await rerender(cards(1));
  await expect.element(refused).toBeVisible();
  expect(page.getByRole("alert").elements()).toHaveLength(0);
});

test("requirement 44: an alert follows a press of the person, never a failure in the background", async () => {
  const { source, answer } = answering();
  await show(source);
  await expect.element(page.getByRole("button", syncNow)).toBeVisible();
  source.set(hubspot, { lastOutcome: "failed" });
  await expect.element(page.getByText("The last sync failed")).toBeVisible();
  expect(page.getByRole("alert").elements()).toHaveLength(0);

  const retry = page.getByRole("button", { name: "Try again now: HubSpot contacts" });
  await userEvent.click(retry);
  answer(refusal);
  await expect.element(page.getByRole("alert")).toHaveTextContent("We could not start the sync. Try again.");
  expect(document.activeElement).toBe(retry.element());
});

test("requirement 31: a blocked window is told, with a link that needs none", async () => {
  const href = `${location.origin}/connect/hubspot`;
  const opener = { open: () => null, addEventListener: () => undefined };
  const perform = { reconnect: () => openReconnectWindow({ url: href, origin: location.origin, opener }) };
  await render(
    <WaybillProvider now={0}>
      <IntegrationCard snapshot={{ ...complete, blocker: "auth" }} names={names} perform={perform} />
    </WaybillProvider>,
  );
  await userEvent.click(page.getByRole("button", { name: "Reconnect HubSpot: HubSpot contacts" }));
  await expect.element(page.getByRole("alert")).toBeVisible();
  expect(page.getByRole("alert").element().textContent).toContain(
    "Your browser blocked the window. Allow pop-ups for this page, then try again.",
  );
  await expect.element(page.getByRole("link", { name: "Continue in this tab" })).toHaveAttribute("href", href);
});

test("requirement 30: an action under way survives its widget", async () => {
  const { source } = answering();
  const clock = createManualClock(0);
  function Page() {
    const [shown, setShown] = useState(true);
    return (
      <WaybillProvider source={source} clock={clock}>
        <button type="button" onClick={() => setShown(!shown)}>
          toggle
        </button>
        {shown ? <IntegrationCard target={hubspot} names={names} /> : null}
      </WaybillProvider>
    );
  }
  await render(<Page />);
  await userEvent.click(page.getByRole("button", syncNow));
  await userEvent.click(page.getByText("toggle"));
  await expect.element(page.getByText("Starting sync…")).not.toBeInTheDocument();
  await userEvent.click(page.getByText("toggle"));
  await expect.element(page.getByRole("button", { name: "Starting sync…" })).toBeVisible();
  expect(source.acted).toHaveLength(1);
});

test("a press that changes between a render and its effects is not missed", async () => {
  const { source } = answering();
  function Presses() {
    const { state, run } = useSyncAction(hubspot);
    useLayoutEffect(() => run("sync"), [run]);
    return <p>press: {state}</p>;
  }
  await render(
    <WaybillProvider source={source} clock={createManualClock(0)}>
      <Presses />
    </WaybillProvider>,
  );
  await expect.element(page.getByText("press: starting")).toBeVisible();
});

test("requirement 13: a renewed connection takes its prompt away before the next sync", async () => {
  const source = createMemorySource({ snapshots: [{ ...complete, blocker: "auth" }] });
  await show(source);
  await userEvent.click(page.getByRole("button", { name: "Reconnect HubSpot: HubSpot contacts" }));
  await expect.element(page.getByText("Reconnect HubSpot to keep syncing")).not.toBeInTheDocument();
  expect(source.acted.map(({ action }) => action.kind)).toEqual(["reconnect"]);
});

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

test.each([null, false])("a card whose product puts nothing into it (%s) draws no empty strip", async (children) => {
  await render(
    <WaybillProvider now={0}>
      <IntegrationCard snapshot={complete} names={names}>
        {children}
      </IntegrationCard>
    </WaybillProvider>,
  );
  expect(document.querySelector("[data-part=content]")).toBeNull();
});

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
    const undo = adopt();
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

function adopt(): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(waybillCss);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

test("held removals are confirmed with the number that the button names", async () => {
  const source = createMemorySource({ snapshots: [{ ...complete, heldRemovals: 4 }] });
  await show(source);
  await userEvent.click(page.getByRole("button", { name: /^Remove 4 / }));
  expect(source.acted[0]).toMatchObject({ action: { kind: "confirm", target: hubspot, removals: 4 } });
});
