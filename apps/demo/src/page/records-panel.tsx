import { useRecordCount, useRecords } from "@waybill/react";
import type { Connector } from "@waybill/sync/connector";
import type { RecordKey } from "@waybill/sync/status";
import { type ReactNode, useState } from "react";
import { heading } from "./cell.ts";
import { columns } from "./column.ts";
import { RecordsTable } from "./records-table.tsx";
import { StreamPicker } from "./stream-picker.tsx";
import "./records.css";

interface RecordsPanelProps {
  readonly connection: string;
  readonly connector: Connector;
  /** Streams that are synced, in the connector's order. */
  readonly streams: readonly string[];
}

/** The product's own copy, read from this browser's database. */
export function RecordsPanel({ connection, connector, streams }: RecordsPanelProps): ReactNode {
  const [picked, setPicked] = useState<string>();
  const stream = picked ?? streams[0];
  if (stream === undefined) return null;
  return (
    <section className="panel" aria-labelledby="records-title">
      <div className="panel-head">
        <h2 id="records-title">Synced records</h2>
        <StreamPicker streams={streams} chosen={stream} onChoose={setPicked} />
      </div>
      <RecordsPages key={stream} target={{ connection, stream }} connector={connector} />
    </section>
  );
}

const pageSize = 10;

interface RecordsPagesProps {
  readonly target: { readonly connection: string; readonly stream: string };
  readonly connector: Connector;
}

function RecordsPages({ target, connector }: RecordsPagesProps): ReactNode {
  // The last key of each page before this one: paging by key shows every record once, also while a sync adds to them.
  const [before, setBefore] = useState<readonly RecordKey[]>([]);
  const shown = useRecords(target, { limit: pageSize, after: before.at(-1) });
  const count = useRecordCount(target);
  const contract = connector.streams[target.stream];
  if (contract === undefined || shown.state === "loading") return <p className="records-empty">Reading…</p>;
  if (shown.state !== "ready") return <p className="records-empty">The records could not be read from this browser.</p>;
  const name = heading(target.stream);
  if (shown.records.length === 0) return <p className="records-empty">{name} appear here as they are synced.</p>;
  const from = before.length * pageSize + 1;
  const to = from + shown.records.length - 1;
  const last = shown.records.at(-1)?.key;
  const total = count.state === "ready" ? count.count : undefined;
  return (
    <>
      <RecordsTable caption={name} columns={columns(contract)} records={shown.records} />
      <div className="records-foot">
        <span>
          {from.toLocaleString()}–{to.toLocaleString()}
          {total === undefined ? "" : ` of ${total.toLocaleString()}`}
        </span>
        <div>
          <PageButton
            name="Previous"
            possible={before.length > 0}
            onPress={() => {
              setBefore(before.slice(0, -1));
            }}
          />
          <PageButton
            name="Next"
            possible={total === undefined || to < total}
            onPress={() => {
              if (last !== undefined) setBefore([...before, last]);
            }}
          />
        </div>
      </div>
    </>
  );
}

interface PageButtonProps {
  readonly name: string;
  readonly possible: boolean;
  readonly onPress: () => void;
}

/** Stays focusable at either end, so that focus is not lost. */
function PageButton({ name, possible, onPress }: PageButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="button"
      aria-disabled={!possible}
      onClick={() => {
        if (possible) onPress();
      }}
    >
      {name}
    </button>
  );
}
