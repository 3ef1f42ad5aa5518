import type { ActionOutcome, StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { IntegrationCard, WaybillProvider } from "../../index.ts";
import { createManualClock } from "../../testing/manual-clock.ts";
import { exampleSnapshot } from "../../testing/example-snapshot.ts";
import { type MemorySource, createMemorySource } from "../../testing/memory-source.ts";

const hubspot: StatusTarget = { connection: "hubspot" };
const names = { service: "HubSpot", name: "HubSpot contacts", records: { one: "contact", other: "contacts" } };
const syncNow = { name: "Sync now: HubSpot contacts" };

function show(source: MemorySource) {
  return render(
    <WaybillProvider source={source} clock={createManualClock(0)}>
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

test("requirements 24 to 26: two presses send one action; the button stays focused and says it is busy", async () => {
  const { source } = answering();
  await show(source);
  const button = page.getByRole("button", syncNow);
  await expect.element(button).toBeVisible();
  const element = button.element();
  if (!(element instanceof HTMLButtonElement)) throw new Error("The button is no button.");
  element.focus();
  element.click();
  element.click();

  const busy = page.getByRole("button", { name: "Starting sync…" });
  await expect.element(busy).toHaveAttribute("aria-disabled", "true");
  expect(document.activeElement).toBe(busy.element());
  expect(element.disabled).toBe(false);
  element.click();
  expect(source.acted).toHaveLength(1);
  expect(source.acted[0]).toMatchObject({ action: { kind: "sync", target: hubspot } });
  expect(source.acted[0]?.key).toMatch(/^[0-9a-f]{32}$/);
});

test("requirements 27 and 44: a refused action is said beside its button, which keeps focus and can be pressed again", async () => {
  const { source, answer } = answering();
  await show(source);
  await expect.element(page.getByRole("button", syncNow)).toBeVisible();
  expect(page.getByRole("alert").elements()).toHaveLength(0);
  await userEvent.click(page.getByRole("button", syncNow));
  answer({
    state: "rejected",
    failure: { code: "offline", origin: "network", retryable: true, action: "wait", message: "secret-token-1" },
  });
  await expect.element(page.getByRole("alert")).toHaveTextContent("We could not start the sync. Try again.");
  expect(document.activeElement).toBe(page.getByRole("button", syncNow).element());
  expect(document.body.textContent).not.toContain("secret-token-1");

  await userEvent.click(page.getByRole("button", syncNow));
  expect(source.acted).toHaveLength(2);
  expect(source.acted[0]?.key).not.toBe(source.acted[1]?.key);
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

test("requirement 13: a renewed connection takes its prompt away before the next sync", async () => {
  const source = createMemorySource({ snapshots: [{ ...complete, blocker: "auth" }] });
  await show(source);
  await userEvent.click(page.getByRole("button", { name: "Reconnect HubSpot: HubSpot contacts" }));
  await expect.element(page.getByText("Reconnect HubSpot to keep syncing")).not.toBeInTheDocument();
  expect(source.acted.map(({ action }) => action.kind)).toEqual(["reconnect"]);
});

test("requirements 20 and 28: a failure that needs a person has neither bar nor retry button, only a quiet sync in the footer", async () => {
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
