import { QueryClient } from "@tanstack/react-query";
import type { IndexQuery, RecordKey, RecordView } from "@waybill/sync/status";
import { type ReactElement, useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { WaybillProvider } from "../provider.tsx";
import { recordsQuery } from "../queries.ts";
import { createMemorySource } from "../testing/memory-source.ts";
import { useRecords } from "./use-records.ts";

const deals = { connection: "crm", stream: "deals" };

function deal(key: string, amount?: number): RecordView {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of the test's own
  return { key: key as RecordKey, data: amount === undefined ? {} : { amount }, pending: false, commit: 1 };
}

const some = [deal("a", 30), deal("b", 10), deal("c"), deal("d", 20), deal("e", 40)];

function Deals(query: Omit<IndexQuery, "index">): ReactElement {
  const [cursor, setCursor] = useState<string>();
  const found = useRecords(deals, { index: "/amount", ...query, cursor });
  const next = found.state === "ready" ? found.next : undefined;
  return (
    <>
      <p data-testid="deals">
        {found.state === "error" ? found.error.message : found.records.map(({ key }) => key).join(" ")}
      </p>
      <button type="button" disabled={next === undefined} onClick={() => setCursor(next)}>
        More
      </button>
    </>
  );
}

const shown = () => page.getByTestId("deals");

test("records come in the order of a field, and move when they change", async () => {
  const source = createMemorySource({ records: some });
  await render(
    <WaybillProvider source={source}>
      <Deals limit={10} />
    </WaybillProvider>,
  );
  await expect.element(shown()).toHaveTextContent("b d a e");
  source.setRecords([...some.slice(0, 3), deal("d", 99), deal("f", 35)]);
  await expect.element(shown()).toHaveTextContent("b a f d");
});

test("what changed while no widget showed it is read when one does again", async () => {
  const source = createMemorySource({ records: some });
  const queryClient = new QueryClient();
  const shows = (isShown: boolean) => (
    <WaybillProvider source={source} queryClient={queryClient}>
      {isShown ? <Deals limit={10} /> : null}
    </WaybillProvider>
  );
  const { rerender } = await render(shows(true));
  await expect.element(shown()).toHaveTextContent("b d a e");
  await rerender(shows(false));
  source.setRecords(some.slice(1));
  await rerender(shows(true));
  await expect.element(shown()).toHaveTextContent("b d e");
});

test("a range in descending order is read page by page", async () => {
  const source = createMemorySource({ records: some });
  await render(
    <WaybillProvider source={source}>
      <Deals range={{ from: 20 }} order="descending" limit={2} />
    </WaybillProvider>,
  );
  await expect.element(shown()).toHaveTextContent("e a");
  await userEvent.click(page.getByRole("button"));
  await expect.element(shown()).toHaveTextContent("d");
  await expect.element(page.getByRole("button")).toBeDisabled();
});

test("a range that cannot be read is said, and nothing is shown in its place", async () => {
  const source = createMemorySource({ records: some });
  await render(
    <WaybillProvider source={source}>
      <Deals range={{ from: 20, to: "40" }} limit={2} />
    </WaybillProvider>,
  );
  await expect
    .element(shown())
    .toHaveTextContent(
      "The range of an index cannot be read: it goes from a value of one kind to one of another. Give text, numbers or booleans alone.",
    );
});

test("what a host has read before by the same query is shown without asking again", async () => {
  const source = createMemorySource({ records: some });
  const queryClient = new QueryClient();
  await queryClient.prefetchQuery(recordsQuery(source, deals, { index: "/amount", limit: 3 }));
  await render(
    <WaybillProvider source={source} queryClient={queryClient}>
      <Deals limit={3} />
    </WaybillProvider>,
  );
  await expect.element(shown()).toHaveTextContent("b d a");
  expect(source.asked.records).toBe(1);
});

test("a source that knows of no indexes shows records by key, and says of those by a field that it has none", async () => {
  const source = createMemorySource({ records: some });
  Reflect.deleteProperty(source, "recordsBy");
  function States(): ReactElement {
    const [byKey, byField] = [useRecords(deals, { limit: 2 }), useRecords(deals, { index: "/amount", limit: 2 })];
    return <p data-testid="deals">{`${byKey.state} ${byField.state}`}</p>;
  }
  await render(
    <WaybillProvider source={source}>
      <States />
    </WaybillProvider>,
  );
  await expect.element(shown()).toHaveTextContent("ready unsupported");
});
