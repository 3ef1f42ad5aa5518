import { SyncSummary } from "@waybill/react";
import { type ReactNode, useMemo } from "react";
import { ConnectionCard } from "../connection/connection-card.tsx";
import { useProduct } from "../product/product-context.tsx";
import { Link } from "../routing/link.tsx";
import { PageHead } from "../routing/page-head.tsx";
import { useSpeech } from "../words/speech.tsx";

/** Every vendor that can be connected, and how all that are connected do together. */
export function IntegrationsPage(): ReactNode {
  const { product } = useProduct();
  const { words } = useSpeech();
  const connected = useMemo(() => product.integrations.filter(({ connection }) => connection !== undefined), [product]);
  return (
    <>
      <PageHead title={words.integrations}>
        <p>{words.integrationsLead}</p>
        {connected.length === 0 ? (
          <p>{words.noneConnected}</p>
        ) : (
          <SyncSummary targets={connected.map(({ id }) => ({ connection: id }))} />
        )}
      </PageHead>
      {product.integrations.map((integration) => (
        <ConnectionCard
          key={integration.id}
          integration={integration}
          actions={
            <Link
              className="button"
              data-kind="quiet"
              to={{ page: "connection", id: integration.id }}
              aria-label={words.detailsOf(integration.connector.title)}
            >
              {words.details}
            </Link>
          }
        />
      ))}
    </>
  );
}
