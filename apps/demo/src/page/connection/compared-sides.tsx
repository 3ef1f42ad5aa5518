import { useQuery } from "@tanstack/react-query";
import { ReconciliationLedger } from "@waybill/react";
import type { Connection } from "@waybill/sync";
import type { Ledger } from "@waybill/sync/status";
import type { ReactNode } from "react";
import { useProduct } from "../product/product-context.tsx";
import { useSpeech } from "../words/speech.tsx";
import { streamName } from "../words/terms/terms.ts";
import { compare } from "./comparison.ts";

interface ComparedSidesProps {
  /** What the customer calls the vendor. */
  readonly service: string;
  readonly connection: Connection;
  readonly streams: readonly string[];
}

/** Whether the vendor and this product hold the same: compared when a person asks, and shown with its time until the next comparison. */
export function ComparedSides({ service, connection, streams }: ComparedSidesProps): ReactNode {
  const { store } = useProduct().product;
  const { terms } = useSpeech();
  const { data, isFetching, isError, refetch } = useQuery({
    queryKey: ["compared", connection.id],
    queryFn: async ({ signal }): Promise<Ledger> => {
      const each = streams.map((stream) => compare(store, connection, { stream, signal }));
      return { connection: connection.id, entries: await Promise.all(each), comparedAt: Date.now() };
    },
    enabled: false,
    retry: false,
    gcTime: Infinity,
  });
  return (
    <ReconciliationLedger
      ledger={data ?? null}
      names={{ service }}
      headingLevel={2}
      nameOf={(stream) => streamName(terms, stream)}
      comparing={isFetching}
      failed={isError}
      onCompare={() => void refetch()}
    />
  );
}
