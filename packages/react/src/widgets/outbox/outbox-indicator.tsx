import type { OutboxSummary } from "@waybill/sync/status";
import type { ReactElement, Ref } from "react";
import { type OutboxSituation, type OutboxStatus, describeOutbox } from "../../describe/describe-outbox.ts";
import type { SyncStatus } from "../../describe/status.ts";
import type { Tone } from "../../describe/tone.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useOutbox } from "../../hooks/use-outbox.ts";
import { useSituation } from "../../hooks/use-situation.ts";
import { useSteady } from "../../hooks/use-steady.ts";
import * as outboxTexts from "../../messages/english/outbox.ts";
import { BrokenLine } from "../../parts/broken-line.tsx";
import { Button } from "../../parts/button.tsx";
import { StatusIcon } from "../../parts/icon.tsx";
import { type HostAttributes, type PartProps, renderPart } from "../../parts/part.tsx";
import { useRootAttributes } from "../../parts/root-attributes.ts";
import { type Widget, widget } from "../../parts/widget.tsx";
import { useSay } from "../../settings.ts";

/** What `className`, `style` and `render` functions see. */
export interface OutboxIndicatorState {
  readonly status: OutboxStatus;
  readonly tone: Tone;
}

/** A live connection (connected), or its outbox (presentational): undefined while it is read, null when it could not be. */
export type OutboxSubject =
  | { readonly connection: string; readonly outbox?: undefined; readonly situation?: undefined }
  | {
      readonly outbox: OutboxSummary | null | undefined;
      readonly connection?: undefined;
      /** Default: online, and kept when the page closes. */
      readonly situation?: OutboxSituation | undefined;
    };

export type OutboxIndicatorProps = OutboxSubject &
  HostAttributes &
  PartProps<OutboxIndicatorState> & {
    /** Renders nothing while all changes are sent. Default false. */
    readonly hideWhenEmpty?: boolean | undefined;
    /** Offers "Review" when a change could not be sent: opens the product's list of them. */
    readonly onReview?: (() => void) | undefined;
  };

type Rooted<P> = P & { readonly rootRef: Ref<HTMLElement> };

/** Whether a customer's own changes have reached the vendor. Says "sent" only of what was acknowledged. */
export const OutboxIndicator: Widget<OutboxIndicatorProps> = widget("OutboxIndicator", BrokenLine, (props, ref) =>
  props.connection === undefined ? (
    <View {...props} rootRef={ref} shown={props.outbox} situation={props.situation ?? atEase} />
  ) : (
    <LiveOutbox {...props} rootRef={ref} />
  ),
);

const atEase: OutboxSituation = { offline: false, durable: true };

function LiveOutbox(props: Rooted<OutboxIndicatorProps & { readonly connection: string }>): ReactElement | null {
  const outbox = useOutbox(props.connection);
  const situation = useSituation(props.connection);
  const shown = outbox.state === "ready" ? outbox.data : outbox.state === "error" ? null : undefined;
  return <View {...props} shown={shown} situation={situation} />;
}

type ViewProps = Rooted<Omit<OutboxIndicatorProps, "outbox" | "connection" | "situation">> & {
  readonly shown: OutboxSummary | null | undefined;
  readonly situation: OutboxSituation;
  readonly outbox?: unknown;
  readonly connection?: unknown;
};

const icons: Readonly<Record<OutboxStatus, SyncStatus>> = {
  loading: "loading",
  unknown: "unknown",
  sent: "synced",
  waiting: "pending",
  sending: "syncing",
  offline: "paused",
  stuck: "failed",
  lost: "failed",
};

function View(props: ViewProps): ReactElement | null {
  const { shown, situation, outbox: _, connection: __, hideWhenEmpty, onReview, rootRef, ...given } = props;
  const say = useSay();
  const context = useDescribeContext(undefined);
  const roots = useRootAttributes("outbox");
  const description = describeOutbox(shown, situation, context);
  const { status, tone, label, detail } = useSteady(description, description.status === "loading");
  if (hideWhenEmpty === true && status === "sent") return null;
  const own = { ...roots, "data-status": status, "data-tone": tone };
  const children = (
    <>
      <StatusIcon status={icons[status]} />
      <span data-part="label">{label}</span>
      {detail === undefined ? null : (
        <span className="wb-muted" data-part="detail">
          {detail}
        </span>
      )}
      {status === "stuck" && onReview !== undefined ? (
        <Button part="review" variant="quiet" label={say(outboxTexts.review, {})} onPress={onReview} />
      ) : null}
    </>
  );
  return renderPart({
    tag: "span",
    className: "wb wb-status wb-num",
    state: { status, tone },
    own,
    given,
    rootRef,
    children,
  });
}
