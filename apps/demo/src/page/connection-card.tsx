import { IntegrationCard } from "@waybill/react";
import { type ReactNode, useMemo } from "react";
import { MoreMenu, type RareAction } from "./more-menu.tsx";
import { type Product, connect, disconnect, startOver } from "./product.ts";
import { StreamRow } from "./stream-row.tsx";
import "./streams.css";

interface ConnectionCardProps {
  readonly product: Product;
  readonly onChange: (product: Product) => void;
}

/** The connection as a whole, and below it each of its streams. */
export function ConnectionCard({ product, onChange }: ConnectionCardProps): ReactNode {
  const { id, connection, connector, streams } = product;
  const target = useMemo(() => ({ connection: id }), [id]);
  const perform = useMemo(
    () => ({
      reconnect: async () => {
        onChange(await connect(product));
      },
    }),
    [product, onChange],
  );
  return (
    <IntegrationCard
      key={connection === undefined ? "disconnected" : "connected"}
      target={target}
      headingLevel={2}
      elevation="raised"
      perform={perform}
      actions={
        connection === undefined ? null : <MoreMenu of={connector.title} actions={rareActions(product, onChange)} />
      }
    >
      {connection === undefined ? null : (
        <ul className="streams" aria-label="What is synced">
          {streams.map((stream) => (
            <StreamRow key={stream} connection={id} stream={stream} />
          ))}
        </ul>
      )}
    </IntegrationCard>
  );
}

function rareActions(product: Product, onChange: (product: Product) => void): readonly RareAction[] {
  return [
    {
      name: "Start over",
      about: "Forgets every record and receipt, and reads everything again.",
      run: async () => {
        onChange(await startOver(product));
      },
    },
    {
      name: "Disconnect",
      about: "Forgets every record, receipt and token.",
      run: async () => {
        onChange(await disconnect(product));
      },
    },
  ];
}
