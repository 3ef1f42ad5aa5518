import { QueryClient, useQuery } from "@tanstack/react-query";
import { StatusBadge, WaybillProvider } from "@waybill/react";
import { createMemorySource, exampleSnapshot } from "@waybill/react/testing";
import { type ReactElement, createContext, memo, useContext, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { byHand } from "./by-hand.ts";
import { type Contender, type Row, firstRows, rowCount } from "./row.ts";
import { PlainBadge, VirtualList } from "./virtual-list.tsx";

const targets = Array.from({ length: rowCount }, (_, id) => ({ connection: `c${id}` }));

function mounted(container: HTMLElement, page: ReactElement, turn: Contender["turn"]): Contender {
  const root = createRoot(container);
  root.render(page);
  return { turn, unmount: () => root.unmount() };
}

function waybill(container: HTMLElement): Contender {
  const source = createMemorySource({
    snapshots: targets.map((target) => exampleSnapshot(target, { lastOutcome: "complete" })),
  });
  const page = (
    <WaybillProvider source={source}>
      <VirtualList>{(id) => <StatusBadge target={targets[id] ?? { connection: "" }} />}</VirtualList>
    </WaybillProvider>
  );
  return mounted(container, page, ({ id, outcome, revision }) =>
    source.set({ connection: `c${id}` }, { lastOutcome: outcome, revision }),
  );
}

const Rows = createContext<readonly Row[]>([]);

function contextAndState(container: HTMLElement): Contender {
  let take: (row: Row) => void = () => undefined;
  const Badge = memo(function Badge({ id }: { readonly id: number }) {
    return <PlainBadge outcome={useContext(Rows)[id]?.outcome ?? "complete"} />;
  });
  function Page(): ReactElement {
    const [rows, setRows] = useState(firstRows);
    useEffect(() => {
      take = (row) => setRows((known) => known.with(row.id, row));
    }, []);
    return (
      <Rows.Provider value={rows}>
        <VirtualList>{(id) => <Badge id={id} />}</VirtualList>
      </Rows.Provider>
    );
  }
  return mounted(container, <Page />, (row) => take(row));
}

function queryWithoutSelect(container: HTMLElement): Contender {
  const client = new QueryClient();
  const options = { queryKey: ["rows"], queryFn: () => firstRows(), staleTime: Infinity };
  client.setQueryData(options.queryKey, firstRows());
  function Badge({ id }: { readonly id: number }): ReactElement {
    const { data } = useQuery(options, client);
    return <PlainBadge outcome={data?.[id]?.outcome ?? "complete"} />;
  }
  return mounted(container, <VirtualList>{(id) => <Badge id={id} />}</VirtualList>, (row) =>
    client.setQueryData<readonly Row[]>(options.queryKey, (known) => known?.with(row.id, row)),
  );
}

export const contenders: Readonly<Record<string, (container: HTMLElement) => Contender>> = {
  "by hand": byHand,
  waybill,
  "context + useState": contextAndState,
  "query without select": queryWithoutSelect,
};
