import type { RunReceipt } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { failedRecords, hour, names, now, receipts, states } from "../../../../stories/examples.ts";
import { waybillCss } from "../css-text.ts";
import {
  FailedRecords,
  IntegrationCard,
  SyncNotice,
  SyncProgress,
  SyncReceipt,
  SyncStatusBadge,
  SyncTimeline,
  WaybillProvider,
  type WaybillProviderProps,
} from "../index.ts";

const accepted = () => Promise.resolve();
const nothing = () => undefined;
const perform = { sync: accepted, pause: accepted, resume: accepted, cancel: accepted, reconnect: accepted };
const history: readonly RunReceipt[] = Object.entries(receipts).map(([id, receipt]) => ({ ...receipt, id }));

/** Every widget in every state, under a provider whose time stands still. */
export function EveryWidget(props: Omit<WaybillProviderProps, "children">): ReactElement {
  return (
    <WaybillProvider now={now} timeZone="UTC" {...props}>
      {Object.entries(states).map(([name, snapshot], index) => (
        <div key={name} data-state={name}>
          <SyncStatusBadge snapshot={snapshot} names={names} expectedEveryMs={hour} detail />
          <IntegrationCard
            snapshot={snapshot}
            names={{ ...names, name: `HubSpot ${index}` }}
            account="Acme Ltd"
            expectedEveryMs={hour}
            perform={perform}
          />
          <SyncProgress snapshot={snapshot} names={names} />
          <SyncNotice snapshot={snapshot} names={names} expectedEveryMs={hour} perform={perform} />
        </div>
      ))}
      {Object.entries(receipts).map(([name, receipt]) => (
        <SyncReceipt key={name} receipt={receipt} names={names} />
      ))}
      <FailedRecords records={failedRecords} names={names} onRetry={nothing} onIgnore={nothing} />
      <SyncTimeline receipts={history} names={names} />
    </WaybillProvider>
  );
}

/** Puts stylesheets into the page, in their order, until the returned function is called. */
export function adopt(...texts: readonly string[]): () => void {
  const sheets = texts.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
  };
}

export function adoptWidgets(...host: readonly string[]): () => void {
  return adopt(waybillCss, ...host);
}
