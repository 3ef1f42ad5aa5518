import type { RunReceipt, SyncSnapshot } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { failedRecords, hour, names, now, receipts, states } from "../../../../stories/examples.ts";
import { waybillCss } from "../css-text.ts";
import { describeProgress } from "../describe/describe-progress.ts";
import { describeSync } from "../describe/describe-sync.ts";
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

type Named = readonly [name: string, snapshot: SyncSnapshot];

export const everyState: readonly Named[] = Object.entries(states);

/** One state of each look: what a colour scheme, a width or a direction changes, it changes alike in all that look the same. */
export const everyLook: readonly Named[] = [
  ...new Map(everyState.map((named) => [lookOf(named[1]), named] as const)).values(),
];

function lookOf(snapshot: SyncSnapshot): string {
  const { status, tone, notice, actions, detail } = describeSync(snapshot, { now, names, expectedEveryMs: hour });
  const bar = describeProgress(snapshot, { now, names });
  const shape = [bar?.value === undefined, bar?.stalled, detail === undefined, actions.map(({ kind }) => kind)];
  return JSON.stringify([status, tone, notice?.kind, notice?.tone, bar === undefined, shape]);
}

export interface EveryWidgetProps extends Omit<WaybillProviderProps, "children"> {
  /** Default: every one. */
  readonly shown?: readonly Named[];
}

/** Every widget in every state, under a provider whose time stands still. */
export function EveryWidget({ shown = everyState, ...props }: EveryWidgetProps): ReactElement {
  return (
    <WaybillProvider now={now} timeZone="UTC" {...props}>
      {shown.map(([name, snapshot], index) => (
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
