import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { render } from "vitest-browser-react";
import { page } from "vitest/browser";
import { adoptWidgets } from "../../hosts/every-widget.test.fixture.tsx";
import { IntegrationCard, WaybillProvider } from "../../index.ts";
import { complete, names, syncNow } from "./card.test.fixture.tsx";

let undo: () => void;
beforeEach(() => {
  undo = adoptWidgets();
});
afterEach(() => {
  undo();
});

const perform = { sync: () => Promise.resolve(), pause: () => Promise.resolve() };

async function narrow(snapshot = complete): Promise<void> {
  await render(
    <div style={{ inlineSize: 280 }}>
      <WaybillProvider now={0}>
        <IntegrationCard snapshot={snapshot} names={names} perform={perform} />
      </WaybillProvider>
    </div>,
  );
}

const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();

test("in a narrow card the badge stands under the title", async () => {
  await narrow();
  expect(box("[data-part=badge]").top).toBeGreaterThan(box("h3").bottom);
  expect(box("[data-part=badge]").left).toBe(box("h3").left);
});

test("the badge stands under the title also where text is twice as large", async () => {
  document.documentElement.style.fontSize = "200%";
  onTestFinished(() => {
    document.documentElement.style.fontSize = "";
  });
  await narrow();
  expect(box("[data-part=badge]").top).toBeGreaterThan(box("h3").bottom);
  expect(box("[data-part=badge]").left).toBe(box("h3").left);
});

test("in a narrow card the main button takes the room, and a quiet one is as wide as its word", async () => {
  await narrow();
  const pause = page.getByRole("button", { name: "Pause: HubSpot contacts" }).element().getBoundingClientRect();
  const main = page.getByRole("button", syncNow).element().getBoundingClientRect();
  expect(pause.width).toBeLessThan(80);
  expect(main.width).toBeGreaterThan(pause.width * 2);
});

test("in a narrow card without a next sync the buttons have as much room above as below", async () => {
  await narrow({ ...complete, lastOutcome: "partial", counts: { ...nothing, checked: 9, failed: 1 } });
  const [footer, buttons] = [box("[data-part=footer]"), box("[data-part=footer] [data-part=actions]")];
  const above = buttons.top - footer.top;
  // One of them is the line between the parts of a card.
  expect(Math.abs(above - (footer.bottom - buttons.bottom))).toBeLessThanOrEqual(1);
});

const nothing = { checked: 0, created: 0, updated: 0, unchanged: 0, removed: 0, failed: 0 };
