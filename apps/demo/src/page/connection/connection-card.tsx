import { IntegrationCard } from "@waybill/react";
import { type ReactNode, useMemo } from "react";
import { useProduct } from "../product/product-context.tsx";
import { type Integration, connect } from "../product/product.ts";

interface ConnectionCardProps {
  readonly integration: Integration;
  /** More in the footer. */
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}

/** One vendor as a whole: connecting and reconnecting lead through its consent page. */
export function ConnectionCard({ integration, actions, children }: ConnectionCardProps): ReactNode {
  const { change } = useProduct();
  const { id, connection } = integration;
  const target = useMemo(() => ({ connection: id }), [id]);
  const perform = useMemo(
    () => ({
      reconnect: () => change(id, connect),
    }),
    [id, change],
  );
  return (
    <IntegrationCard
      key={connection === undefined ? "disconnected" : "connected"}
      data-connection={id}
      target={target}
      headingLevel={2}
      elevation="raised"
      perform={perform}
      actions={actions}
    >
      {children}
    </IntegrationCard>
  );
}
