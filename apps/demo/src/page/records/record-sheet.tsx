import { useRecord } from "@waybill/react";
import { type StreamContract, readPointer } from "@waybill/sync/connector";
import { asRecordKey } from "@waybill/sync/explain";
import { type ReactNode, useMemo } from "react";
import { Link } from "../routing/link.tsx";
import { useSpeech } from "../words/speech.tsx";
import { createCell } from "./cell.ts";
import { columns } from "./column.ts";

interface RecordSheetProps {
  readonly target: { readonly connection: string; readonly stream: string };
  readonly contract: StreamContract;
  readonly recordKey: string;
}

/** One record, live: its key and what the connector lists for the screen. */
export function RecordSheet({ target, contract, recordKey }: RecordSheetProps): ReactNode {
  const { words, locale } = useSpeech();
  const cell = useMemo(() => createCell({ locale, ...words }), [locale, words]);
  const shown = useRecord(target, asRecordKey(recordKey));
  if (shown.state === "loading") return <p className="empty">{words.reading}</p>;
  if (shown.state !== "ready") return <p className="empty">{words.recordsUnreadable}</p>;
  const { record } = shown;
  if (record === null)
    return (
      <p className="empty">
        <bdi>{words.noSuchRecord(recordKey)}</bdi>
      </p>
    );
  return (
    <section className="panel">
      <dl className="facts">
        <Fact term={words.recordKey}>
          <code>{record.key}</code>
        </Fact>
        {columns(contract).map(({ pointer, heading, meaning }) => (
          <Fact key={pointer} term={heading}>
            <bdi>{cell(readPointer(record.data, pointer), meaning) || "–"}</bdi>
          </Fact>
        ))}
      </dl>
      <p className="panel-foot">
        <Link to={{ page: "operator", id: target.connection, stream: target.stream, record: record.key }}>
          {words.whereItCameFrom}
        </Link>
      </p>
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
