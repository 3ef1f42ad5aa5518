import {
  FailedRecords,
  IntegrationCard,
  OutboxIndicator,
  SyncReceipt,
  SyncTimeline,
  WaybillProvider,
} from "@waybill/react";
import type { MemorySource } from "@waybill/react/testing";
import type { ReactNode } from "react";
import { hubspot, names, now, receipts } from "../examples.ts";
import { type Direction, pageLanguage } from "../page-language.ts";

interface FlowPageProps {
  readonly source: MemorySource;
  readonly direction: Direction;
}

const described = {
  ltr: () => ({ names }),
  rtl: () => ({ names: { service: names.service } }),
};

/** A connection's page over a source that a story changes: the widgets follow. */
export function FlowPage({ source, direction }: FlowPageProps): ReactNode {
  return (
    <WaybillProvider
      source={source}
      now={now}
      timeZone="UTC"
      describe={described[direction]}
      {...pageLanguage(direction)}
    >
      <div className="stack">
        <IntegrationCard target={hubspot} account="Acme Ltd" />
        <OutboxIndicator connection={hubspot.connection} hideWhenEmpty />
        <FailedRecords target={hubspot} />
        <SyncTimeline target={hubspot} />
        <SyncReceipt id={receipts.complete.id} />
      </div>
    </WaybillProvider>
  );
}
