import { WaybillProvider } from "@waybill/react";
import { createMemorySource } from "@waybill/react/testing";
import type { RecordView } from "@waybill/sync/status";
import { asRecordKey } from "@waybill/sync/explain";
import type { ReactNode } from "react";
import { expect, onTestFinished, test } from "vitest";
import { render } from "vitest-browser-react";
import { connector } from "../../../../../openapi/harbor-crm/connector.ts";
import { usePlace } from "../routing/navigation.ts";
import { SpeechProvider } from "../words/speech.tsx";
import { RecordsList } from "./records-list.tsx";

const target = { connection: "harbor-crm", stream: "contacts" };
const records = Array.from({ length: 60 }, (_, i): RecordView => {
  const id = `c_${i + 101}`;
  return { key: asRecordKey(id), data: { id, name: `Contact ${i + 1}` }, pending: false, commit: 1 };
});

/** The list that the address of the page names. */
function ListHere(): ReactNode {
  const place = usePlace();
  const after = place.page === "records" ? place.after : undefined;
  return <RecordsList target={target} contract={connector.streams.contacts} after={after} />;
}

/** Each page after the first is given when the test says so. */
async function opened() {
  const { href } = location;
  onTestFinished(() => history.replaceState(null, "", href));
  const memory = createMemorySource({ records });
  const waiting: (() => void)[] = [];
  const source: typeof memory = {
    ...memory,
    records: async (stream, range) => {
      if (range.after !== undefined) await new Promise<void>((give) => waiting.push(give));
      return memory.records(stream, range);
    },
  };
  const screen = await render(
    <SpeechProvider>
      <WaybillProvider source={source}>
        <ListHere />
      </WaybillProvider>
    </SpeechProvider>,
  );
  await expect.element(screen.getByText("1–25 of 60")).toBeVisible();
  return { screen, waiting };
}

test("while another page is read the numbers are those of the rows, and nobody goes on from them", async () => {
  const { screen, waiting } = await opened();
  const next = screen.getByRole("button", { name: "Next" });
  const row = (nth: number) => screen.getByRole("rowheader").filter({ hasText: `c_${nth + 100}` });
  await next.click();
  await expect.poll(() => waiting.length).toBe(1);
  const { length } = history;
  await expect.element(next).toHaveAttribute("aria-disabled", "true");
  next.element().dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await expect.element(row(1)).toBeVisible();
  await expect.element(screen.getByText("1–25 of 60")).toBeVisible();
  expect(history.length).toBe(length);

  waiting[0]?.();
  await expect.element(screen.getByText("26–50 of 60")).toBeVisible();
  await expect.element(row(26)).toBeVisible();
  await expect.element(row(1)).not.toBeInTheDocument();
  await expect.element(next).toHaveAttribute("aria-disabled", "false");
});
