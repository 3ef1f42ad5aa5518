import { type RecordState, useRecord } from "@waybill/react";
import { type StreamContract, readPointer } from "@waybill/sync/connector";
import { asRecordKey } from "@waybill/sync/explain";
import { type ReactNode, useMemo } from "react";
import { Link } from "../routing/link.tsx";
import { PageHead } from "../routing/page-head.tsx";
import { useSpeech } from "../words/speech.tsx";
import type { Words } from "../words/words.ts";
import { createCell } from "./cell.ts";
import { columns } from "./column.ts";

interface RecordSheetProps {
  readonly target: { readonly connection: string; readonly stream: string };
  readonly contract: StreamContract;
  readonly recordKey: string;
  /** Links that lead up from here. */
  readonly up: ReactNode;
}

/** One record, live, under its own title: its key and what the connector lists for the screen. */
export function RecordSheet({ target, contract, recordKey, up }: RecordSheetProps): ReactNode {
  const { words, terms, locale } = useSpeech();
  const cell = useMemo(() => createCell({ locale, ...words }), [locale, words]);
  const shown = useRecord(target, asRecordKey(recordKey));
  const record = shown.state === "ready" ? shown.record : null;
  const written = columns(contract, terms).map(({ pointer, heading, meaning }) => {
    return { pointer, heading, text: record === null ? "" : cell(readPointer(record.data, pointer), meaning) };
  });
  return (
    <>
      {/* The first column is what the connector calls a record's title. One without is called by its key, as in the table. */}
      <PageHead title={(written[0]?.text || record?.key) ?? words.record} up={up} />
      {record === null ? (
        <p className="empty">
          <bdi>{whyNothing(shown.state, words, recordKey)}</bdi>
        </p>
      ) : (
        <section className="panel">
          <dl className="facts">
            <Fact term={words.recordKey}>
              <code>{record.key}</code>
            </Fact>
            {written.map(({ pointer, heading, text }) => (
              <Fact key={pointer} term={heading}>
                <bdi>{text || "–"}</bdi>
              </Fact>
            ))}
          </dl>
          <p className="panel-foot">
            <Link to={{ page: "operator", id: target.connection, stream: target.stream, record: record.key }}>
              {words.whereItCameFrom}
            </Link>
          </p>
        </section>
      )}
    </>
  );
}

function whyNothing(state: RecordState["state"], words: Words, key: string): string {
  if (state === "loading") return words.reading;
  return state === "ready" ? words.noSuchRecord(key) : words.recordsUnreadable;
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
