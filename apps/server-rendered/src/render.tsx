import { QueryClient, dehydrate } from "@tanstack/react-query";
import {
  failedQuery,
  healthQuery,
  historyQuery,
  ledgerQuery,
  outboxQuery,
  receiptQuery,
  statusQuery,
} from "@waybill/react/queries";
import { renderToString } from "react-dom/server";
import { createData, hubspot, receiptId, salesforce } from "./data.ts";
import { Page } from "./page.tsx";

/** The page as HTML, and what the browser needs to go on from there. A client for each request: answers of one customer never reach another. */
export async function render(): Promise<{ readonly html: string; readonly state: string }> {
  const source = createData();
  const client = new QueryClient();
  await Promise.all([
    client.prefetchQuery(statusQuery(source, hubspot)),
    client.prefetchQuery(statusQuery(source, salesforce)),
    client.prefetchQuery(receiptQuery(source, receiptId)),
    client.prefetchQuery(outboxQuery(source, "hubspot")),
    client.prefetchQuery(ledgerQuery(source, "hubspot")),
    client.prefetchQuery(healthQuery(source, hubspot)),
    client.prefetchInfiniteQuery(failedQuery(source, salesforce)),
    client.prefetchInfiniteQuery(historyQuery(source, hubspot)),
  ]);
  const html = renderToString(<Page source={source} queryClient={client} />);
  return { html, state: JSON.stringify(dehydrate(client)) };
}
