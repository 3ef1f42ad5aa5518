import type { FailedRecord, StatusTarget } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { describe, expect, onTestFinished, test } from "vitest";
import { render } from "vitest-browser-react";
import { page } from "vitest/browser";
import { failedRecords, hour, ledgers, names, now, receipts } from "../../../../stories/examples.ts";
import { adoptWidgets } from "../hosts/every-widget.test.fixture.tsx";
import { FailedRecords, HealthScorecard, ReconciliationLedger, SyncReceipt, SyncTimeline } from "../index.ts";
import { ar } from "../messages/ar.ts";
import { createStage } from "../testing/stage.tsx";

const hubspot: StatusTarget = { connection: "hubspot" };
const contacts: StatusTarget = { ...hubspot, stream: "contacts" };
const streams = ["contacts", "companies", "deals"];
const history = streams.map((stream, nth) => ({
  ...receipts.complete,
  id: `rcp_${stream}`,
  stream,
  finishedAt: now - nth * hour,
}));
const quiet = history.map((receipt) => ({
  ...receipt,
  counts: { ...receipt.counts, created: 0, updated: 0, removed: 0 },
}));
const failed: readonly FailedRecord[] = failedRecords.map((record, nth) => ({
  ...record,
  title: undefined,
  stream: streams[nth % streams.length] ?? "",
}));

const named = ({ stream }: StatusTarget) => ({
  names: stream === undefined ? names : { ...names, name: `HubSpot’s ${stream}` },
});
/** As a product writes it that names a connection alone. */
const namedAlike = () => ({ names });
const factsIn = (part: string) =>
  [...document.querySelectorAll(`[data-part=${part}]`)].map((facts) =>
    [...facts.children].map((fact) => fact.textContent),
  );
const lines = () => factsIn("changes");
const facts = () => factsIn("meta");
/** What `receipts.complete` says after it. */
const changes = ["118 added", "1,083 updated", "3 removed"];

async function show(widget: ReactElement, options: Parameters<typeof createStage>[0] = {}): Promise<void> {
  const stage = createStage({ startsAt: now, locale: "en-GB", describe: named, receipts: history, failed, ...options });
  await render(stage.page(widget));
}

describe("each line of a connection's activity names its stream", () => {
  test("as the provider does", async () => {
    await show(<SyncTimeline target={hubspot} />);
    await expect.poll(lines).toEqual(streams.map((stream) => [`HubSpot’s ${stream}`, ...changes]));
  });

  test("as the widget is told", async () => {
    await show(<SyncTimeline target={hubspot} nameOf={(stream) => stream.toUpperCase()} />);
    await expect.poll(lines).toEqual(streams.map((stream) => [stream.toUpperCase(), ...changes]));
  });

  test("by its own name where the provider knows the connection alone", async () => {
    await show(<SyncTimeline target={hubspot} />, { describe: namedAlike });
    await expect.poll(lines).toEqual(streams.map((stream) => [stream, ...changes]));
  });

  test("and a line for several names them all", async () => {
    await show(<SyncTimeline target={hubspot} />, { receipts: quiet, describe: namedAlike });
    await expect.poll(lines).toEqual([["contacts, companies and deals"]]);
  });

  test("in a script that runs the other way, too", async () => {
    await show(<SyncTimeline target={hubspot} nameOf={() => "جهات الاتصال"} />, { locale: "ar", messages: ar });
    await expect.poll(() => lines().map(([first]) => first)).toEqual(Array(3).fill("جهات الاتصال"));
  });

  test("in whole within 320 pixels, however long it is", async () => {
    onTestFinished(adoptWidgets());
    const long = "associations_of_companies_and_contacts_and_deals_and_tickets";
    const timeline = <SyncTimeline target={hubspot} nameOf={() => long} />;
    await show(<div style={{ inlineSize: 320 }}>{timeline}</div>);
    await expect.poll(lines).toEqual([1, 2, 3].map(() => [long, ...changes]));
    const endOf = (part: string) => document.querySelector(part)?.getBoundingClientRect().right ?? 0;
    expect(endOf("[data-part=changes] > *")).toBeLessThanOrEqual(endOf("[data-part=item]"));
  });

  test("but not where all are of the one stream that was asked for", async () => {
    await show(<SyncTimeline target={contacts} />);
    await expect.poll(lines).toEqual([changes]);
  });
});

describe("receipts that a product gives name their streams", () => {
  test("where they are of several", async () => {
    await show(<SyncTimeline receipts={history} />);
    await expect.poll(lines).toEqual(streams.map((stream) => [`HubSpot’s ${stream}`, ...changes]));
  });

  test("but not where they are of one", async () => {
    await show(<SyncTimeline receipts={[receipts.complete, { ...receipts.failed, id: "rcp_failed" }]} />);
    await expect.poll(lines).toEqual([changes, changes.slice(0, 2)]);
  });
});

describe("a record that needs a fix names its stream", () => {
  test("in the list of a connection", async () => {
    await show(<FailedRecords target={hubspot} />);
    await expect.poll(facts).toEqual(failed.map(({ stream }) => [`HubSpot’s ${stream}`, "2 hours ago"]));
  });

  test("but not in that of a stream", async () => {
    await show(<FailedRecords target={contacts} />);
    await expect.poll(facts).toEqual(failed.map(() => ["2 hours ago"]));
  });

  test("and records of several streams are not called by the noun of one", async () => {
    await show(<FailedRecords target={hubspot} />);
    await expect.element(page.getByRole("heading", { name: "4 records need a fix" })).toBeVisible();
  });
});

describe("each run in the health of a connection names its stream", () => {
  const outcomes = ["complete", "failed", "complete", "partial", "complete"] as const;
  const runs = outcomes.map((outcome, nth) => ({
    receipt: `rcp_${nth}`,
    stream: streams[nth % streams.length],
    outcome,
    finishedAt: now - nth * hour,
  }));
  const health = { runs, needsFix: 0 };
  const cells = (row: HTMLTableRowElement) => [...row.cells].map((cell) => cell.textContent);
  const table = () => [...document.querySelectorAll<HTMLTableRowElement>("[data-part=strip] tr")].map(cells);
  const column = async (at: number) => {
    await expect.poll(() => table().length).toBe(runs.length + 1);
    return table().map((row) => row.at(at));
  };
  const newestFirst = runs.toReversed().map(({ stream = "" }) => stream);

  test("as the provider does, under the heading that the comparison has", async () => {
    await show(<HealthScorecard target={hubspot} />, { health });
    expect(await column(0)).toEqual(["Records", ...newestFirst.map((stream) => `HubSpot’s ${stream}`)]);
    expect(table()[1]).toHaveLength(3);
  });

  test("as the widget is told, within 320 pixels", async () => {
    onTestFinished(adoptWidgets());
    const long = "associations_of_companies_and_contacts_and_deals_and_tickets";
    const scorecard = <HealthScorecard target={hubspot} nameOf={() => long} />;
    await show(<div style={{ inlineSize: 320 }}>{scorecard}</div>, { health });
    expect(await column(0)).toEqual(["Records", ...newestFirst.map(() => long)]);
    await page.getByText("Show as table").click();
    const endOf = (part: string) => document.querySelector(part)?.getBoundingClientRect().right ?? 0;
    expect(endOf("th bdi")).toBeGreaterThan(0);
    expect(endOf("th bdi")).toBeLessThanOrEqual(endOf("td:last-child"));
    expect(endOf("td:last-child")).toBeLessThanOrEqual(endOf("[data-part=strip]"));
  });

  test("in the reader's language", async () => {
    await show(<HealthScorecard target={hubspot} />, { health, locale: "ar", messages: ar });
    expect((await column(0))[0]).toBe("السجلات");
  });

  test("where a product gives those of several", async () => {
    await show(<HealthScorecard health={health} />);
    expect(await column(0)).toEqual(["Records", ...newestFirst]);
  });

  const columns = () => table().map((row) => row.length);

  test("but not where all are of one", async () => {
    await show(<HealthScorecard target={contacts} />, { health });
    await expect.poll(columns).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test("and no column is empty where an older server does not tell", async () => {
    const untold = runs.map((run) => ({ ...run, stream: undefined }));
    await show(<HealthScorecard target={hubspot} />, { health: { runs: untold, needsFix: 0 } });
    await expect.poll(columns).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

test("a receipt says what it is of", async () => {
  await show(<SyncReceipt id="rcp_deals" />);
  await expect.element(page.getByText("HubSpot’s deals")).toBeVisible();
});

test("a comparison calls streams what the other widgets call them", async () => {
  await show(<ReconciliationLedger connection="hubspot" />, { ledger: ledgers.agrees });
  await expect.element(page.getByRole("rowheader", { name: "HubSpot’s deals" })).toBeVisible();
});
