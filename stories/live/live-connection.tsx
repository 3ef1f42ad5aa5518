import { FailedRecords, IntegrationCard, SyncTimeline, WaybillProvider } from "@waybill/react";
import { type ReactNode, useEffect } from "react";
import { type Direction, pageLanguage } from "../page-language.ts";
import { type LiveVendor, contacts, runTime } from "./live-vendor.ts";

const names = { service: "Harbor CRM", name: "Harbor contacts" };
const records = { one: "contact", other: "contacts" };
const described = {
  ltr: () => ({ names: { ...names, records } }),
  rtl: () => ({ names }),
};

interface ConnectionProps {
  readonly vendor: LiveVendor;
  readonly direction: Direction;
}

/** A connection's page over a live vendor, whose time runs. */
export function LiveConnection({ vendor, direction }: ConnectionProps): ReactNode {
  const { clock } = vendor;
  useEffect(() => {
    const left = new AbortController();
    void runTime(clock, left.signal);
    return () => {
      left.abort();
    };
  }, [clock]);
  return <ConnectionPage vendor={vendor} direction={direction} />;
}

/** The same while its time stands still. */
export function ConnectionPage({ vendor: { waybill, clock }, direction }: ConnectionProps): ReactNode {
  return (
    <WaybillProvider
      source={waybill.status}
      clock={clock}
      timeZone="UTC"
      describe={described[direction]}
      {...pageLanguage(direction)}
    >
      <div className="stack">
        <IntegrationCard target={contacts} account="Acme Ltd" />
        <FailedRecords target={contacts} />
        <SyncTimeline target={contacts} />
      </div>
    </WaybillProvider>
  );
}
