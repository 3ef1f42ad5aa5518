import type { ReactNode } from "react";
import { useIntegration } from "../product/product-context.tsx";
import { Link } from "../routing/link.tsx";
import { goTo } from "../routing/navigation.ts";
import { PageHead } from "../routing/page-head.tsx";
import type { Place } from "../routing/place.ts";
import { MissingPage } from "../shell/plain-pages.tsx";
import { useSpeech } from "../words/speech.tsx";
import { streamName } from "../words/terms/terms.ts";
import { KeySearch } from "./key-search.tsx";
import { RecordSheet } from "./record-sheet.tsx";
import { RecordsList } from "./records-list.tsx";
import { StreamPicker } from "./stream-picker.tsx";

/** The product's own copy of one stream, live from this browser's database: its list, or one record of it. */
export function RecordsPage({ place }: { readonly place: Extract<Place, { page: "records" }> }): ReactNode {
  const { id, record, after } = place;
  const { words, terms } = useSpeech();
  const integration = useIntegration(id);
  const stream = place.stream ?? integration?.streams[0];
  const contract = stream === undefined ? undefined : integration?.connector.streams[stream];
  if (integration === undefined) return null;
  const { connection, connector, streams } = integration;
  const up = (
    <>
      <Link to={{ page: "connection", id }}>{connector.title}</Link>
      {record === undefined ? null : <Link to={{ page: "records", id, stream }}>{words.records}</Link>}
    </>
  );
  if (stream === undefined || contract === undefined) return <MissingPage />;
  if (connection === undefined)
    return (
      <PageHead title={words.records} up={up}>
        <p>{words.connectFirst(connector.title)}</p>
        <Link className="button" to={{ page: "connection", id }}>
          {words.detailsOf(connector.title)}
        </Link>
      </PageHead>
    );
  const target = { connection: id, stream };
  if (record !== undefined)
    return <RecordSheet key={record} target={target} contract={contract} recordKey={record} up={up} />;
  return (
    <>
      <PageHead title={words.records} up={up}>
        <p>{words.recordsLead}</p>
      </PageHead>
      <section className="panel" aria-label={streamName(terms, stream)}>
        <div className="panel-head">
          <StreamPicker
            streams={streams}
            chosen={stream}
            onChoose={(chosen) => {
              goTo({ page: "records", id, stream: chosen });
            }}
          />
          <KeySearch
            onFind={(key) => {
              goTo({ page: "records", id, stream, record: key });
            }}
          />
        </div>
        <RecordsList key={stream} target={target} contract={contract} after={after} />
      </section>
    </>
  );
}
