import { HealthScorecard, SyncStatusBadge } from "@waybill/react";
import { type ReactNode, useMemo } from "react";
import { useProduct } from "../product/product-context.tsx";
import { type Integration, integrationOf } from "../product/product.ts";
import { Link } from "../routing/link.tsx";
import { PageHead } from "../routing/page-head.tsx";
import type { Place } from "../routing/place.ts";
import { EventLog } from "./event-log.tsx";
import { OpenRuns } from "./open-runs.tsx";
import { RecordExplained } from "./record-explained.tsx";
import { RunList } from "./run-list.tsx";
import { RunExplained } from "./run-explained.tsx";
import { StreamTable } from "./stream-table.tsx";

type OperatorPlace = Extract<Place, { page: "operator" }>;

/** For those who run the product: why each run ended as it did, where each record came from, and whether the receipts still hold. In English, as the engine's explanations. */
export function OperatorPage({ place }: { readonly place: OperatorPlace }): ReactNode {
  const { product } = useProduct();
  const shown = place.id === undefined ? product.integrations[0] : integrationOf(product, place.id);
  return (
    <div className="panels" lang="en" dir="ltr">
      <PageHead title="Operator">
        <p>For Lantern&rsquo;s own support desk: the engine explains itself. It names fields, pages and receipts.</p>
        <ul className="tabs">
          {product.integrations.map(({ id, connector }) => (
            <li key={id}>
              <Link to={{ page: "operator", id }} aria-current={id === shown?.id ? "page" : undefined}>
                {connector.title} <SyncStatusBadge target={{ connection: id }} size="sm" />
              </Link>
            </li>
          ))}
        </ul>
      </PageHead>
      {shown === undefined ? null : <OperatorView integration={shown} place={place} />}
    </div>
  );
}

function OperatorView({
  integration,
  place,
}: {
  readonly integration: Integration;
  readonly place: OperatorPlace;
}): ReactNode {
  const { id, connection, connector, streams } = integration;
  const target = useMemo(() => ({ connection: id }), [id]);
  if (connection === undefined)
    return (
      <p className="empty">
        {connector.title} is not connected, so there is nothing to explain yet.{" "}
        <Link to={{ page: "connection", id }}>Connect {connector.title}</Link>
      </p>
    );
  return (
    <>
      {place.run === undefined ? null : <RunExplained id={id} run={place.run} />}
      <OpenRuns integration={integration} />
      <RunList target={target} shown={place.run} />
      <RecordExplained integration={integration} stream={place.stream ?? streams[0]} record={place.record} />
      <StreamTable integration={integration} />
      <HealthScorecard target={target} headingLevel={2} />
      <EventLog key={id} connection={id} />
    </>
  );
}
