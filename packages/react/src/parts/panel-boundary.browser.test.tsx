import { type ReactElement, createRef } from "react";
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
  SyncReceipt,
  SyncTimeline,
  WaybillProvider,
} from "../index.ts";
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
