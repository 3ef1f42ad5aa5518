import { IntegrationCard } from "@waybill/react";
import { type ReactNode, useMemo, useState } from "react";
import { type Product, connect, disconnect, startOver } from "./product.ts";
import { StreamRow } from "./stream-row.tsx";
import "./streams.css";

interface ConnectionCardProps {
  readonly product: Product;
  readonly onChange: (product: Product) => void;
}

/** The connection as a whole, and below it each of its streams. */
export function ConnectionCard({ product, onChange }: ConnectionCardProps): ReactNode {
  const { id, connection, streams } = product;
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
        connection === undefined ? null : (
          <>
            <Work name="Start over" busy="Starting over…" run={async () => onChange(await startOver(product))} />
            <Work name="Disconnect" busy="Disconnecting…" run={async () => onChange(await disconnect(product))} />
          </>
        )
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

interface WorkProps {
  readonly name: string;
  readonly busy: string;
  readonly run: () => Promise<void>;
}

/** A button of our own beside the widget's. */
function Work({ name, busy, run }: WorkProps): ReactNode {
  const [running, setRunning] = useState(false);
  return (
    <button
      type="button"
      className="button"
      data-kind="quiet"
      aria-disabled={running}
      onClick={() => {
        if (running) return;
        setRunning(true);
        run()
          .catch(reportError)
          .finally(() => {
            setRunning(false);
          });
      }}
    >
      {running ? busy : name}
    </button>
  );
}
