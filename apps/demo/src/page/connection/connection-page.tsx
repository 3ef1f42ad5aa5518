import { FailedRecords, HealthScorecard, OutboxIndicator, SyncTimeline } from "@waybill/react";
import { type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { useIntegration } from "../product/product-context.tsx";
import { Link } from "../routing/link.tsx";
import { PageHead } from "../routing/page-head.tsx";
import { useSpeech } from "../words/speech.tsx";
import { streamName } from "../words/terms/terms.ts";
import { ComparedSides } from "./compared-sides.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { RareActions } from "./rare-actions.tsx";
import { StreamRow } from "./stream-row.tsx";

/** Everything about one connection: how it does, what needs a person, what happened, and whether both sides agree. */
export function ConnectionPage({ id }: { readonly id: string }): ReactNode {
  const integration = useIntegration(id);
  const { words, terms } = useSpeech();
  const target = useMemo(() => ({ connection: id }), [id]);
  useFocusOnDisconnect(integration?.connection !== undefined);
  if (integration === undefined) return null;
  const { connection, connector, streams } = integration;
  const connected = connection !== undefined;
  return (
    <>
      <PageHead title={connector.title} up={<Link to={{ page: "integrations" }}>{words.integrations}</Link>} />
      <ConnectionCard integration={integration} actions={connected ? <RareActions integration={integration} /> : null}>
        {connected ? (
          <ul className="streams" aria-label={words.whatIsSynced}>
            {streams.map((stream) => (
              <StreamRow key={stream} connection={id} stream={stream} />
            ))}
          </ul>
        ) : null}
      </ConnectionCard>
      {connected ? (
        <>
          <OutboxIndicator connection={id} hideWhenEmpty />
          <FailedRecords target={target} headingLevel={2} nameOf={(stream) => streamName(terms, stream)} />
          <SyncTimeline
            target={target}
            headingLevel={2}
            limit={10}
            nameOf={(stream) => streamName(terms, stream)}
            renderItemExtra={({ id: receipt, streams: [newest = ""], count }) => {
              const what = streamName(terms, newest);
              const label = count > 1 ? `${words.newestReceipt}: ${what}` : words.receiptOf(what);
              return (
                <Link to={{ page: "receipt", id, receipt }} aria-label={label}>
                  {count > 1 ? words.newestReceipt : words.receipt}
                </Link>
              );
            }}
          />
          <ComparedSides service={connector.title} connection={connection} streams={streams} />
          <HealthScorecard target={target} headingLevel={2} />
        </>
      ) : (
        <p className="empty">{words.connectFirst(connector.title)}</p>
      )}
    </>
  );
}

/** The button that disconnects goes with the connection: reading goes on at the page's heading. */
function useFocusOnDisconnect(connected: boolean): void {
  const before = useRef(connected);
  useLayoutEffect(() => {
    if (before.current && !connected) document.querySelector<HTMLElement>("h1")?.focus();
    before.current = connected;
  }, [connected]);
}
