import type { Receipt } from "@waybill/sync/status";
import { type ReactElement, type Ref, useId, useMemo } from "react";
import { type ReceiptDescription, describeReceipt } from "../../describe/describe-receipt.ts";
import type { SyncStatus } from "../../describe/status.ts";
import type { Tone } from "../../describe/tone.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { type ReceiptState, useSyncReceipt } from "../../hooks/use-sync-receipt.ts";
import { BrokenPanel } from "../../parts/broken-panel.tsx";
import { Heading, type HeadingLevel } from "../../parts/heading.tsx";
import { type HostAttributes, type PartProps, renderPart } from "../../parts/part.tsx";
import { useRootAttributes } from "../../parts/root-attributes.ts";
import { StatusIcon } from "../../parts/icon.tsx";
import { type Widget, widget } from "../../parts/widget.tsx";
import { type TargetInfo, useSay } from "../../settings.ts";
import * as receiptTexts from "../../messages/english/receipt.ts";
import { CopyReference } from "./copy-reference.tsx";
import { Facts } from "./facts.tsx";
import { ReceiptPlaceholder } from "./receipt-placeholder.tsx";

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

type Rooted<P> = P & { readonly rootRef: Ref<HTMLElement> };

/** The proof of one finished sync: every number, every time, and a reference to quote. */
export const SyncReceipt: Widget<SyncReceiptProps> = widget("SyncReceipt", BrokenPanel, (props, ref) =>
  props.id === undefined ? (
    <View {...props} rootRef={ref} shown={shownOf(props.receipt)} />
  ) : (
    <LiveReceipt {...props} rootRef={ref} />
  ),
);

/** What a given receipt is: there, or still to come. */
function shownOf(receipt: Receipt | null): Shown {
  return receipt === null ? { state: "pending" } : { state: "found", receipt };
}

function LiveReceipt(props: Rooted<SyncReceiptProps & { readonly id: string }>): ReactElement {
  return <View {...props} shown={useSyncReceipt(props.id)} />;
}

type Shown = ReceiptState | { readonly state: "pending" };

function View(props: Rooted<SyncReceiptProps> & { readonly shown: Shown }): ReactElement {
  const { id: _, receipt: __, names, headingLevel, shown, rootRef, ...given } = props;
  const titleId = useId();
  const receipt = shown.state === "found" ? shown.receipt : undefined;
  const context = useDescribeContext(
    receipt,
    useMemo(() => ({ names }), [names]),
  );
  const description = receipt === undefined ? undefined : describeReceipt(receipt, context);
  const state: SyncReceiptState = {
    state: shown.state === "pending" ? "loading" : shown.state,
    status: description?.status ?? "loading",
    tone: description?.tone ?? "neutral",
  };
  const own = {
    ...useRootAttributes("receipt"),
    role: "group",
    "aria-labelledby": titleId,
    "aria-busy": shown.state === "loading" ? "true" : undefined,
    "data-state": shown.state,
    "data-status": description?.status,
  };
  const body =
    description === undefined ? (
      <ReceiptPlaceholder shown={shown} titleId={titleId} headingLevel={headingLevel} />
    ) : (
      <ReceiptBody description={description} titleId={titleId} headingLevel={headingLevel} />
    );
  return renderPart({ tag: "div", className: "wb wb-card wb-receipt", state, own, given, rootRef, children: body });
}

interface ReceiptBodyProps {
  readonly description: ReceiptDescription;
  readonly titleId: string;
  readonly headingLevel: HeadingLevel | undefined;
}

function ReceiptBody({ description, titleId, headingLevel }: ReceiptBodyProps): ReactElement {
  const say = useSay();
  const { counts, mismatch, failure, about } = description;
  return (
    <>
      <div className="wb-row" data-part="header">
        <div className="wb-grow">
          <Heading level={headingLevel} id={titleId}>
            {description.title}
          </Heading>
          <p className="wb-meta">
            {description.when.map((part) => (
              <span key={part}>{part}</span>
            ))}
          </p>
        </div>
        <span className="wb-badge" data-part="badge" data-status={description.status} data-tone={description.tone}>
          <StatusIcon status={description.status} />
          <span data-part="label">{description.label}</span>
        </span>
      </div>
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
