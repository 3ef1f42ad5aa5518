import type { Waybill } from "@waybill/sync";
import type { RecordKey } from "@waybill/sync/status";
import { connectWaybill, serveWaybill } from "@waybill/sync/worker";
import type { ReactElement } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { IntegrationCard, SyncStatusBadge, WaybillProvider, useRecordCount, useStatusFreshness } from "./index.ts";
import { createManualClock } from "./testing/manual-clock.ts";
import { createMemorySource } from "./testing/memory-source.ts";
import { exampleSnapshot } from "./testing/example-snapshot.ts";

const contacts = { connection: "hubspot", stream: "contacts" } as const;

/** A source on the other side of a port, as an engine in a Worker has it. */
function openWorker() {
  const { port1, port2 } = new MessageChannel();
  const source = createMemorySource({ snapshots: [exampleSnapshot(contacts, { lastOutcome: "complete" })] });
  const nothing = async () => undefined;
  const waybill: Waybill = {
    connection: () => {
      throw new Error("No connection is asked for here.");
    },
    status: source,
    start: () => undefined,
    stop: nothing,
    dispose: async () => ({ unended: [], unsaved: [] }),
  };
  serveWaybill({ waybill, connection: () => undefined, port: port2 });
  return { source, remote: connectWaybill(port1) };
}

function Records(): ReactElement {
  const counted = useRecordCount(contacts);
  const { isOld } = useStatusFreshness(contacts);
  return (
    <p>
      {counted.state === "ready" ? `${counted.count} records` : counted.state}, {isOld ? "as it was" : "as it is"}
    </p>
  );
}

test("widgets and hooks live on an engine in a Worker as on one in the page, and do not believe one that is gone", async () => {
  const { source, remote } = openWorker();
  const clock = createManualClock();
  await render(
    <WaybillProvider source={remote.status} clock={clock} locale="en-GB">
      <IntegrationCard target={contacts} names={{ service: "HubSpot" }} />
      <SyncStatusBadge target={contacts} detail />
      <Records />
    </WaybillProvider>,
  );
  await expect.element(page.getByText("Up to date").first()).toBeVisible();
  await expect.element(page.getByText("0 records, as it is")).toBeVisible();

  await userEvent.click(page.getByRole("button", { name: "Sync now: HubSpot" }));
  await expect.poll(() => source.acted.map(({ action }) => action.kind)).toEqual(["sync"]);
  source.set(contacts, { phase: "running" });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key as a store would make it
  source.setRecords([{ key: "1" as RecordKey, data: { id: "1" }, pending: false, commit: 1 }]);
  await clock.advance(1_000);
  await expect.element(page.getByText("Syncing").first()).toBeVisible();
  await expect.element(page.getByText("1 records, as it is")).toBeVisible();

  remote.terminate();
  await expect.element(page.getByText("1 records, as it was")).toBeVisible();
  await clock.advance(6 * 60_000);
  await expect.element(page.getByText(/Status from 6 minutes ago\./).first()).toBeVisible();
});
