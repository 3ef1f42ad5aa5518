import type { QueryClient } from "@tanstack/react-query";
import {
  FailedRecords,
  HealthScorecard,
  IntegrationCard,
  OutboxIndicator,
  ReconciliationLedger,
  ReconnectPrompt,
  RetryPrompt,
  StatusBadge,
  SyncNotice,
  SyncProgress,
  SyncReceipt,
  SyncStatusBadge,
  SyncSummary,
  SyncTimeline,
  WaybillProvider,
  type WaybillSource,
} from "@waybill/react";
import type { ReactElement, ReactNode } from "react";
import { names } from "../../../stories/examples.ts";
import { hubspot, receiptId, salesforce } from "./data.ts";

export interface PageProps {
  readonly source: WaybillSource;
  /** Filled by the server for the first paint. */
  readonly queryClient: QueryClient;
}

const describe = ({ connection }: { readonly connection: string }) => ({
  names: connection === "hubspot" ? names : { service: "Salesforce" },
});
const both = [hubspot, salesforce];

/** What a server component leaves to be loaded, as a framework hands it to a client component: a node that is no element (React's `lazy` type). */
function leftToLoad(element: ReactElement): ReactNode {
  const node: object = {
    $$typeof: Symbol.for("react.lazy"),
    _payload: { status: "fulfilled", value: element },
    _init: () => element,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- React renders it, and its types do not tell of it
  return node as ReactNode;
}

/** Every widget once, each connected to the same source. */
export function Page({ source, queryClient }: PageProps): ReactElement {
  return (
    <WaybillProvider source={source} queryClient={queryClient} describe={describe} locale="en-GB">
      <h1>Integrations</h1>
      <SyncSummary targets={both} />
      <OutboxIndicator connection="hubspot" />
      <h2>HubSpot</h2>
      <StatusBadge target={hubspot} />
      <SyncStatusBadge target={hubspot} detail />
      <SyncProgress target={hubspot} />
      <IntegrationCard
        target={hubspot}
        account="Acme Ltd"
        actions={leftToLoad(
          <a key="details" href="/hubspot">
            Details
          </a>,
        )}
      >
        {leftToLoad(<p key="about">Contacts and companies, every hour.</p>)}
      </IntegrationCard>
      <h2>Salesforce</h2>
      <IntegrationCard target={salesforce} />
      <SyncNotice target={salesforce} />
      <RetryPrompt target={salesforce} />
      <ReconnectPrompt target={salesforce} />
      <SyncReceipt id={receiptId} />
      <FailedRecords target={salesforce} />
      <SyncTimeline target={hubspot} />
      <ReconciliationLedger connection="hubspot" />
      <HealthScorecard target={hubspot} />
    </WaybillProvider>
  );
}
