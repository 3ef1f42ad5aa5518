import type { Receipt } from "@waybill/sync/status";
import { type ReactElement } from "react";
import { type ReceiptDescription, describeReceipt } from "../../describe/describe-receipt.ts";
import type { SyncStatus } from "../../describe/status.ts";
import type { Tone } from "../../describe/tone.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useStreamName } from "../../hooks/use-stream-name.ts";
import { useSteady } from "../../hooks/use-steady.ts";
import { type ReceiptState, useSyncReceipt } from "../../hooks/use-sync-receipt.ts";
import * as receiptTexts from "../../messages/english/receipt.ts";
import { Badge } from "../../parts/badge.tsx";
import type { HeadingLevel } from "../../parts/heading.tsx";
import { Meta } from "../../parts/meta.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { HostAttributes, PartProps } from "../../parts/part.tsx";
import { PanelBoundary } from "../../parts/panel-boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { useSay } from "../../hooks/use-say.ts";
import type { TargetInfo } from "../../settings.ts";
import { CopyReference } from "./copy-reference.tsx";
import { Facts } from "./facts.tsx";
import { ReceiptPlaceholderText, ReceiptRetry, ReceiptSkeleton, type ShownReceipt } from "./receipt-placeholder.tsx";

/** What `className`, `style` and `render` functions see. */
export interface SyncReceiptState {
  readonly state: ReceiptState["state"];
  readonly status: SyncStatus;
  readonly tone: Tone;
}

/** A receipt by its id (connected), or the receipt itself; `null` when the run has not ended. */
export type ReceiptSubject =
  | { readonly id: string; readonly receipt?: undefined }
  | { readonly receipt: Receipt | null; readonly id?: undefined };

export type SyncReceiptProps = ReceiptSubject &
  Omit<HostAttributes, "id"> &
  PartProps<SyncReceiptState> &
  Pick<TargetInfo, "names"> & {
    /** Default 3. */
    readonly headingLevel?: HeadingLevel | undefined;
  };

/** The proof of one finished sync: every number, every time, and a reference to quote. */
export const SyncReceipt: Widget<SyncReceiptProps> = widget("SyncReceipt", PanelBoundary, (props) =>
  props.id === undefined ? <View {...props} shown={shownOf(props.receipt)} /> : <LiveReceipt {...props} />,
);

/** What a given receipt is: there, or still to come. */
function shownOf(receipt: Receipt | null): ShownReceipt {
  return receipt === null ? { state: "pending" } : { state: "found", receipt };
}

function LiveReceipt(props: Rooted<SyncReceiptProps & { readonly id: string }>): ReactElement {
  return <View {...props} shown={useSyncReceipt(props.id)} />;
}

function View(props: Rooted<SyncReceiptProps> & { readonly shown: ShownReceipt }): ReactElement {
  const { id: _, receipt: __, names, headingLevel, shown: latest, rootRef, ...given } = props;
  const shown = useSteady(latest, latest.state === "loading");
  const say = useSay();
  const receipt = shown.state === "found" ? shown.receipt : undefined;
  const description = useDescription(receipt, names);
  const state: SyncReceiptState = {
    state: shown.state === "pending" ? "loading" : shown.state,
    status: description?.status ?? "loading",
    tone: description?.tone ?? "neutral",
  };
  const header =
    description === undefined
      ? { title: say(receiptTexts.titles.run, {}), under: <ReceiptPlaceholderText shown={shown} /> }
      : { title: description.title, under: <Meta part="when" facts={description.when} /> };
  return (
    <Panel
      widget="receipt"
      className="wb-receipt"
      {...header}
      headingLevel={headingLevel}
      busy={shown.state === "loading"}
      state={state}
      data={{ "data-state": shown.state, "data-status": description?.status }}
      given={given}
      rootRef={rootRef}
      aside={
        description === undefined ? (
          <ReceiptRetry shown={shown} />
        ) : (
          <Badge status={description.status} tone={description.tone} label={description.label} />
        )
      }
    >
      {description === undefined ? <ReceiptSkeleton shown={shown} /> : <ReceiptBody description={description} />}
    </Panel>
  );
}

/** A receipt in words: of what, before when. */
function useDescription(receipt: Receipt | undefined, names: TargetInfo["names"]): ReceiptDescription | undefined {
  const context = useDescribeContext(receipt, { names });
  const ofStream = useStreamName(() => names?.name);
  if (receipt === undefined) return undefined;
  const description = describeReceipt(receipt, context);
  return { ...description, when: [ofStream(receipt), ...description.when] };
}

function ReceiptBody({ description }: { readonly description: ReceiptDescription }): ReactElement {
  const say = useSay();
  const { counts, mismatch, failure, about } = description;
  return (
    <>
      {failure === undefined ? null : (
        <p className="wb-body wb-receipt-note" data-part="failure" data-tone={description.tone}>
          {failure}
        </p>
      )}
      {counts === undefined ? null : (
        <Facts part="counts" label={description.countsTitle} facts={counts} className="wb-facts wb-counts" />
      )}
      {mismatch === undefined ? null : (
        <p className="wb-body wb-receipt-note" data-part="mismatch" data-tone="warning">
          {mismatch}
        </p>
      )}
      <Facts part="about" label={say(receiptTexts.about, {})} facts={about} className="wb-facts">
        <CopyReference id={description.id} />
      </Facts>
    </>
  );
}
