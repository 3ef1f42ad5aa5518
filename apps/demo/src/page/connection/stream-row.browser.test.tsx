import { WaybillProvider } from "@waybill/react";
import { type MemorySource, createMemorySource, exampleSnapshot } from "@waybill/react/testing";
import type { RecordKey } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { SpeechProvider } from "../words/speech.tsx";
import { StreamRow } from "./stream-row.tsx";

const promised = "The receipt appears when the sync finishes.";

async function opened(source: MemorySource) {
  const screen = await render(
    <SpeechProvider>
      <WaybillProvider source={source}>
        <ul>
          <StreamRow connection="harbor-crm" stream="contacts" />
        </ul>
      </WaybillProvider>
    </SpeechProvider>,
  );
  await screen.getByRole("button", { name: /^Contacts/ }).click();
  return screen;
}

test("a receipt that is being read is not one that has yet to be written", async () => {
  const source = { ...createMemorySource(), history: () => new Promise<never>(() => undefined) };
  const screen = await opened(source);
  await expect.element(screen.getByText("Reading…")).toBeVisible();
  await expect.element(screen.getByText(promised)).not.toBeInTheDocument();
});

test("a receipt that cannot be read is not one that has yet to be written", async () => {
  const source = { ...createMemorySource(), history: () => Promise.reject(new Error("The database was closed.")) };
  const screen = await opened(source);
  const said = screen.getByText("The receipt could not be read from this browser.");
  await expect.element(said).toBeVisible();
  await expect.element(screen.getByText(promised)).not.toBeInTheDocument();
});

test("a stream that was never synced says when its receipt comes", async () => {
  const screen = await opened(createMemorySource());
  await expect.element(screen.getByText(promised)).toBeVisible();
});

test("what is stored is counted where nobody knows any more how far a sync is", async () => {
  const target = { connection: "harbor-crm", stream: "contacts" };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key as a store writes them
  const records = ["1", "2"].map((key) => ({ key: key as RecordKey, data: {}, pending: false, commit: 1 }));
  const source = createMemorySource({ snapshots: [exampleSnapshot(target, { phase: "running" })], records });
  await opened(source);
  const amount = () => document.querySelector(".stream-amount")?.textContent;
  await expect.poll(amount).toBe("Starting…");
  source.breakReads(new Error("The database was closed."));
  source.doubt(new Error("The database was closed."));
  await expect.poll(amount).toBe("2");
});
