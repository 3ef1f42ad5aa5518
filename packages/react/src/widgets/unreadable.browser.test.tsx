import type { Failure } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import {
  FailedRecords,
  HealthScorecard,
  IntegrationCard,
  OutboxIndicator,
  ReconciliationLedger,
  StatusBadge,
  SyncNotice,
  SyncProgress,
  SyncReceipt,
  SyncStatusBadge,
  SyncSummary,
  SyncTimeline,
  WaybillProvider,
} from "../index.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createMemorySource } from "../testing/memory-source.ts";

const hubspot = { connection: "hubspot" };
const newer = "A newer version was opened in this browser, so this page shows nothing new.";
const remedy = `${newer} Reload the page to see the current status.`;
const unknown = "We could not load the status. Your sync may still be running.";

/** Every action: one that is added does not compile until it is here. */
const actions: Readonly<Record<Failure["action"], "again" | "reload">> = {
  none: "again",
  wait: "again",
  reconnect: "again",
  grant: "again",
  upgrade: "again",
  fix: "again",
  reload: "reload",
  report: "again",
};

interface Shown {
  /** What is said where the widget stands; undefined: it shows nothing. */
  readonly text?: string;
  /** What its one button is called. */
  readonly button?: string;
}

interface Row {
  readonly widget: string;
  readonly element: ReactElement;
  /** What can be done about a failed read in general, and where only a reload helps. */
  readonly again: Shown;
  readonly reload: Shown;
}

const again = "Try again";
const reloadPage = "Reload page";
const row = (element: ReactElement, widget: string, againText: string): Row => ({
  widget,
  element,
  again: { text: againText, button: again },
  reload: { text: newer, button: reloadPage },
});

const rows: readonly Row[] = [
  {
    widget: "StatusBadge",
    element: <StatusBadge target={hubspot} />,
    again: { text: "Status unavailable" },
    reload: { text: "Status unavailable · Reload needed" },
  },
  {
    widget: "SyncStatusBadge",
    element: <SyncStatusBadge target={hubspot} detail />,
    again: { text: unknown },
    reload: { text: remedy },
  },
  {
    widget: "SyncSummary",
    element: <SyncSummary targets={[hubspot]} />,
    again: { text: "Status unavailable" },
    reload: { text: remedy },
  },
  { widget: "SyncProgress", element: <SyncProgress target={hubspot} />, again: {}, reload: {} },
  { ...row(<SyncNotice target={hubspot} />, "SyncNotice", ""), again: {} },
  row(<IntegrationCard target={hubspot} />, "IntegrationCard", unknown),
  row(
    <SyncReceipt id="receipt" />,
    "SyncReceipt",
    "We could not load this receipt. The sync itself is not affected. Try again.",
  ),
  row(<FailedRecords target={hubspot} />, "FailedRecords", "We could not load the list. Nothing has been changed."),
  row(<SyncTimeline target={hubspot} />, "SyncTimeline", "We could not load the activity."),
  row(<ReconciliationLedger connection="hubspot" />, "ReconciliationLedger", "We could not load the comparison."),
  row(<HealthScorecard target={hubspot} />, "HealthScorecard", "We could not load the health of this sync."),
  {
    widget: "OutboxIndicator",
    element: <OutboxIndicator connection="hubspot" />,
    again: { text: "Changes could not be checked", button: again },
    reload: { text: remedy, button: reloadPage },
  },
];

/** The widget over a source that cannot be read, for a reason with this action. */
async function unreadable(element: ReactElement, action: string) {
  const source = createMemorySource();
  source.breakReads(Object.assign(new Error("Unreadable."), { failure: { action } }));
  const reloads: number[] = [];
  await render(
    <WaybillProvider source={source} clock={createManualClock(0)} reload={() => reloads.push(1)}>
      <div data-under-test="">{element}</div>
      <StatusBadge target={hubspot} />
    </WaybillProvider>,
  );
  // The badge beside it is what is waited for: there is something to see of it, also where the widget shows nothing.
  await expect.poll(() => page.getByText(/^Status unavailable/).elements().length).toBeGreaterThan(0);
  const own = () => document.querySelector("[data-under-test]");
  const buttons = () => [...(own()?.querySelectorAll("button") ?? [])].map((button) => button.textContent);
  return { reloads, text: () => own()?.textContent ?? "", buttons };
}

const cells = rows.flatMap((each) =>
  Object.entries(actions).map(([action, helps]) => ({ ...each, action, helps, want: each[helps] })),
);

test.each(cells)("$widget says what helps where its read failed with $action", async ({ element, action, ...cell }) => {
  const { helps, want } = cell;
  const { text, buttons } = await unreadable(element, action);
  const other = helps === "reload" ? /try again/i : /reload/i;
  const said = () => ({ said: text().includes(want.text ?? ""), all: text() !== "", other: other.test(text()) });
  await expect.poll(said).toEqual({ said: true, all: want.text !== undefined, other: false });
  await expect.poll(buttons).toEqual(want.button === undefined ? [] : [want.button]);
});

const reloading = rows.filter(({ reload }) => reload.button !== undefined);

test.each(reloading)("$widget loads the page anew where only that helps", async ({ element }) => {
  const { reloads } = await unreadable(element, "reload");
  await userEvent.click(page.getByRole("button", { name: reloadPage }));
  expect(reloads).toEqual([1]);
});
