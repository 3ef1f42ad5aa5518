import { type CSSProperties, type ReactElement, createRef } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { failedRecords, now, receipts, states } from "../../../../stories/examples.ts";
import { adoptWidgets } from "../hosts/every-widget.test.fixture.tsx";
import {
  FailedRecords,
  HealthScorecard,
  IntegrationCard,
  ReconciliationLedger,
  RetryPrompt,
  SyncNotice,
  SyncProgress,
  SyncReceipt,
  SyncTimeline,
  WaybillProvider,
} from "../index.ts";
import { ar } from "../messages/ar.ts";
import { de } from "../messages/de.ts";
import { es } from "../messages/es.ts";
import { fr } from "../messages/fr.ts";
import { ja } from "../messages/ja.ts";
import type { RenderedProps } from "./part.tsx";

const history = Object.entries(receipts).map(([id, each]) => ({ ...each, id }));
const [receipt] = history;
if (receipt === undefined) throw new Error("There is no example of a receipt.");
const whole = (props: RenderedProps) => <section {...props} />;
const broken = (): ReactElement => {
  throw new Error("render broke");
};

interface Shown {
  readonly render: (props: RenderedProps) => ReactElement;
}

const panels: readonly (readonly [name: string, panel: (shown: Shown) => ReactElement])[] = [
  ["card", (shown) => <IntegrationCard snapshot={states.partial} {...shown} />],
  ["list of failed records", (shown) => <FailedRecords records={failedRecords} {...shown} />],
  ["timeline", (shown) => <SyncTimeline receipts={history} {...shown} />],
  ["receipt", (shown) => <SyncReceipt receipt={receipt} {...shown} />],
  ["comparison", (shown) => <ReconciliationLedger ledger={null} {...shown} />],
  ["progress bar", (shown) => <SyncProgress snapshot={states.syncing} {...shown} />],
  ["notice", (shown) => <SyncNotice snapshot={states.partial} {...shown} />],
  ["prompt to retry", (shown) => <RetryPrompt snapshot={states.partial} {...shown} />],
  ["scorecard", (shown) => <HealthScorecard health={{ runs: [], needsFix: 0 }} {...shown} />],
];

test.each(panels)("requirement 82: a %s that breaks keeps its height, and comes back by itself", async (_, panel) => {
  const undo = adoptWidgets();
  const errors: unknown[] = [];
  const shown = (look: Shown["render"]) => (
    <WaybillProvider now={now} onError={(error) => errors.push(error)}>
      {panel({ render: look })}
      <p>below</p>
    </WaybillProvider>
  );
  const { rerender } = await render(shown(whole));
  const top = () => page.getByText("below").element().getBoundingClientRect().top;
  const before = top();
  await rerender(shown(broken));
  await expect.element(page.getByText("This panel could not be shown.")).toBeVisible();
  expect(top()).toBeCloseTo(before, 1);
  expect(errors.map(String)).toContain("Error: render broke");

  await rerender(shown(whole));
  await userEvent.click(page.getByRole("button", { name: "Reload" }));
  await expect.element(page.getByText("This panel could not be shown.")).not.toBeInTheDocument();
  expect(top()).toBeCloseTo(before, 1);
  undo();
});

const languages = { en: undefined, ar, de, es, fr, ja } as const;

test.each(Object.entries(languages))(
  "requirement 82: in a low panel of 280 px the words can be read, and what they say reached: %s",
  async (_, messages) => {
    const undo = adoptWidgets();
    const shown = (look: Shown["render"]) => (
      <WaybillProvider now={now} messages={messages} onError={() => undefined}>
        <div style={{ inlineSize: 280 }}>
          <SyncProgress snapshot={states.syncing} render={look} />
        </div>
      </WaybillProvider>
    );
    const { rerender } = await render(shown(whole));
    await rerender(shown(broken));
    const panel = page.getByRole("button").element().closest("[data-wb=broken]");
    if (panel === null) throw new Error("No panel broke.");
    const words = panel.querySelector("p");
    expect(words?.scrollWidth).toBe(words?.clientWidth);
    expect(panel.scrollWidth).toBe(panel.clientWidth);
    expect(["auto", "scroll"]).toContain(getComputedStyle(panel).overflowY);
    panel.scrollTop = 0;
    expect(words?.getBoundingClientRect().top).toBeGreaterThanOrEqual(panel.getBoundingClientRect().top);
    undo();
  },
);

/** A card in a page, with what stands below it. */
const inPage = (look: Shown["render"], style?: CSSProperties) => (
  <WaybillProvider now={now} onError={() => undefined}>
    <IntegrationCard snapshot={states.partial} style={style} render={look} />
    <p>below</p>
  </WaybillProvider>
);
const top = () => page.getByText("below").element().getBoundingClientRect().top;
const reload = page.getByRole("button", { name: "Reload" });

test("requirement 82: a Reload that breaks again keeps the height, and the keyboard on it", async () => {
  const undo = adoptWidgets();
  const { rerender } = await render(inPage(whole));
  const before = top();
  await rerender(inPage(broken));
  for (let times = 0; times < 2; times += 1) {
    await userEvent.click(reload);
    await expect.element(reload).toHaveFocus();
    expect(top()).toBeCloseTo(before, 1);
  }
  undo();
});

test("a Reload that helps leaves the keyboard in the panel, and takes it from nowhere else", async () => {
  const { rerender } = await render(inPage(whole));
  const card = () => page.getByRole("group").first();
  await rerender(inPage(broken));
  await rerender(inPage(whole));
  await userEvent.click(reload);
  await expect.element(card()).toHaveFocus();
  (document.activeElement as HTMLElement).blur();
  await rerender(inPage(broken));
  await rerender(inPage(whole));
  reload.element().dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await expect.element(card()).toBeVisible();
  await expect.element(card()).not.toHaveFocus();
});

test("requirement 82: a panel that breaks keeps its margins", async () => {
  const undo = adoptWidgets();
  const { rerender } = await render(inPage(whole, { marginBlockEnd: 40 }));
  const before = top();
  await rerender(inPage(broken, { marginBlockEnd: 40 }));
  expect(top()).toBeCloseTo(before, 1);
  undo();
});

test("requirement 82: a panel that breaks before it was there takes no more room than it needs", async () => {
  await render(
    <WaybillProvider now={now} onError={() => undefined}>
      <IntegrationCard snapshot={states.partial} render={broken} />
    </WaybillProvider>,
  );
  await expect.element(page.getByText("This panel could not be shown.")).toBeVisible();
  expect(document.querySelectorAll("[style]")).toHaveLength(0);
});

test("a panel's ref is the product's, as an object or a function, and follows when it is another", async () => {
  const object = createRef<HTMLElement>();
  const told: (string | undefined)[] = [];
  const call = (element: HTMLElement | null) => void told.push(element?.dataset["wb"]);
  const shown = (ref: typeof object | typeof call) => <IntegrationCard snapshot={undefined} ref={ref} />;
  const { rerender } = await render(shown(object));
  expect(object.current?.dataset["wb"]).toBe("card");
  await rerender(shown(call));
  expect(object.current).toBeNull();
  await rerender(shown(object));
  expect(told).toEqual(["card", undefined]);
  expect(object.current?.dataset["wb"]).toBe("card");
});
