import { FailedRecords, IntegrationCard, SyncTimeline, WaybillProvider } from "@waybill/react";
import { type ReactNode, useEffect } from "react";
import { type LiveVendor, contacts } from "./live-vendor.ts";

const names = { service: "Harbor CRM", name: "Harbor contacts", records: { one: "contact", other: "contacts" } };
const described = () => ({ names });

/** A connection's page over a live vendor. Time runs by the turn of the page's own timer, a second of theirs for each: what takes minutes is over at once. */
export function LiveConnection({ vendor: { waybill, clock } }: { readonly vendor: LiveVendor }): ReactNode {
  useEffect(() => {
    const left = new AbortController();
    const pass = async (): Promise<void> => {
      await clock.advance(1000);
      if (!left.signal.aborted) setTimeout(() => void pass());
    };
    void pass();
    return () => {
      left.abort();
    };
  }, [clock]);
  return (
    <WaybillProvider source={waybill.status} clock={clock} locale="en-GB" timeZone="UTC" describe={described}>
      <div className="stack">
        <IntegrationCard target={contacts} account="Acme Ltd" />
        <FailedRecords target={contacts} />
        <SyncTimeline target={contacts} />
      </div>
    </WaybillProvider>
  );
}
