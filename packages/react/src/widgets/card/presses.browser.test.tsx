import { useLayoutEffect, useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { IntegrationCard, WaybillProvider, openReconnectWindow, useSyncAction } from "../../index.ts";
import { createManualClock } from "../../testing/manual-clock.ts";
import { type MemorySource, createMemorySource } from "../../testing/memory-source.ts";
import { answering, complete, hubspot, names, refusal, show, syncNow } from "./card.test.fixture.tsx";

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

test("requirement 13: a renewed connection takes its prompt away before the next sync", async () => {
  const source = createMemorySource({ snapshots: [{ ...complete, blocker: "auth" }] });
  await show(source);
  await userEvent.click(page.getByRole("button", { name: "Reconnect HubSpot: HubSpot contacts" }));
  await expect.element(page.getByText("Reconnect HubSpot to keep syncing")).not.toBeInTheDocument();
  expect(source.acted.map(({ action }) => action.kind)).toEqual(["reconnect"]);
});

test("held removals are confirmed with the number that the button names", async () => {
  const source = createMemorySource({ snapshots: [{ ...complete, heldRemovals: 4 }] });
  await show(source);
  await userEvent.click(page.getByRole("button", { name: /^Remove 4 / }));
  expect(source.acted[0]).toMatchObject({ action: { kind: "confirm", target: hubspot, removals: 4 } });
});
