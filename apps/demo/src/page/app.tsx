import { useQueryClient } from "@tanstack/react-query";
import { WaybillProvider } from "@waybill/react";
import type { StatusTarget } from "@waybill/sync/status";
import { type ReactNode, useCallback, useState } from "react";
import type { Arrival } from "./authorization.ts";
import { heading } from "./cell.ts";
import { ConnectionCard } from "./connection-card.tsx";
import { FaultsPanel } from "./faults-panel.tsx";
import { Notes } from "./notes.tsx";
import type { Product } from "./product.ts";
import { RecordsPanel } from "./records-panel.tsx";
import { TopBar } from "./top-bar.tsx";

/** How long a customer expects a copy to stay current. */
const expectedEveryMs = 60 * 60 * 1000;

/** The settings page of a product whose customers connect their vendors. */
export function App({ opened, arrival }: { readonly opened: Product; readonly arrival: Arrival }): ReactNode {
  const [product, setProduct] = useState(opened);
  const { connector, setup, waybill } = product;
  const queryClient = useQueryClient();
  const describe = useCallback(
    ({ stream }: StatusTarget) => ({ names: namesOf(connector.title, stream), expectedEveryMs }),
    [connector],
  );
  return (
    <WaybillProvider
      source={waybill.status}
      queryClient={queryClient}
      scope={`product-${product.generation}`}
      describe={describe}
    >
      <TopBar workspace="Northpier Freight" />
      <main className="frame">
        <div className="frame-head">
          <h1>Integrations</h1>
          <p>Connect the tools your team works in. Lantern keeps its own copy of what matters and keeps it current.</p>
        </div>
        <div className="panels">
          <Notes vendor={connector.title} arrival={arrival} durable={product.store.durable} />
          <ConnectionCard product={product} onChange={setProduct} />
          {product.connection === undefined ? null : (
            <RecordsPanel connection={product.id} connector={connector} streams={product.streams} />
          )}
        </div>
        <div className="aside">
          <FaultsPanel vendor={connector.title} setup={setup} />
        </div>
      </main>
    </WaybillProvider>
  );
}

function namesOf(service: string, stream: string | undefined) {
  if (stream === undefined) return { service };
  const records = heading(stream).toLowerCase();
  return { service, name: `${service} ${records}`, records: { one: records, other: records } };
}
