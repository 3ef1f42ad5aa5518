import type { OutboxSummary } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { type OutboxSituation, type OutboxStatus, describeOutbox } from "../../describe/describe-outbox.ts";
import type { SyncStatus } from "../../describe/status.ts";
import type { Tone } from "../../describe/tone.ts";
import { unreachableAny, unreachableOf } from "../../describe/unreachable.ts";
import { useAccepted } from "../../hooks/use-accepted.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useOutbox } from "../../hooks/use-outbox.ts";
import { useSituation } from "../../hooks/use-situation.ts";
import { useSteady } from "../../hooks/use-steady.ts";
import { type ActionControl, type Performers, useGivenActions, useSyncAction } from "../../hooks/use-sync-action.ts";
import * as announceTexts from "../../messages/english/announce.ts";
import * as outboxTexts from "../../messages/english/outbox.ts";
import { ActionFailure, Actions } from "../../parts/actions.tsx";
import { Button } from "../../parts/button.tsx";
import { StatusIcon } from "../../parts/icon.tsx";
import { useKeptFocus } from "../../parts/kept-focus.ts";
import { type HostAttributes, type PartProps, renderPart } from "../../parts/part.tsx";
import { useRootAttributes } from "../../parts/root-attributes.ts";
import { Boundary } from "../../parts/boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { targetKey } from "../../queries.ts";
import { useSession } from "../../session.ts";
import { useSay } from "../../hooks/use-say.ts";
import type { TargetInfo } from "../../settings.ts";

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
  PartProps<OutboxIndicatorState> &
  Pick<TargetInfo, "names"> & {
    /** Renders nothing while all changes are sent. Default false. */
    readonly hideWhenEmpty?: boolean | undefined;
    /** Offers "Review" when a change could not be sent: opens the product's list of them. */
    readonly onReview?: (() => void) | undefined;
    /** What the product does itself when a button is pressed, such as `acknowledge` of changes that were lost. */
    readonly perform?: Performers | undefined;
  };

/** Whether a customer's own changes have reached the vendor. Says "sent" only of what was acknowledged, and tells of what was lost until a person puts it away. */
export const OutboxIndicator: Widget<OutboxIndicatorProps> = widget("OutboxIndicator", Boundary, (props) =>
  props.connection === undefined ? <GivenOutbox {...props} /> : <LiveOutbox {...props} />,
);

const atEase: OutboxSituation = { offline: false, durable: true };

function GivenOutbox(props: Rooted<OutboxIndicatorProps>): ReactElement | null {
  const control = useGivenActions(props.perform);
  return <View {...props} shown={props.outbox} situation={props.situation ?? atEase} control={control} />;
}

function LiveOutbox(props: Rooted<OutboxIndicatorProps & { readonly connection: string }>): ReactElement | null {
  const session = useSession("OutboxIndicator");
  const { announcer, client } = session;
  const say = useSay();
  const outbox = useOutbox(props.connection);
  const known = useSituation(props.connection);
  const read = outbox.state === "loading" ? false : unreachableOf(outbox.error);
  const unreachable = unreachableAny([known.unreachable ?? false, read]);
  const { connection } = props;
  const readAgain = (what: "status" | "outbox") =>
    client.refetchQueries({ queryKey: targetKey(what, { connection }, session), exact: true }, { throwOnError: true });
  const refresh = async (): Promise<void> => void (await Promise.all([readAgain("status"), readAgain("outbox")]));
  const control = useSyncAction(props, { refresh, ...props.perform });
  useAccepted(control, "acknowledge", () => control.here && announcer.say(say(announceTexts.acknowledged, {})));
  const shown = outbox.state === "ready" ? outbox.data : outbox.state === "error" ? null : undefined;
  return <View {...props} shown={shown} situation={{ ...known, unreachable }} control={control} />;
}

type ViewProps = Rooted<Omit<OutboxIndicatorProps, "outbox" | "connection" | "situation">> & {
  readonly shown: OutboxSummary | null | undefined;
  readonly situation: OutboxSituation;
  readonly control: ActionControl;
  readonly outbox?: unknown;
  readonly connection?: string | undefined;
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
  const {
    shown,
    situation,
    control,
    outbox: _,
    connection,
    names,
    perform: __,
    hideWhenEmpty,
    onReview,
    rootRef,
    ...given
  } = props;
  const say = useSay();
  const context = useDescribeContext(connection === undefined ? undefined : { connection }, { names });
  const focus = useKeptFocus<HTMLSpanElement>();
  const roots = useRootAttributes("outbox");
  const description = describeOutbox(shown, situation, context);
  const { status, tone, label, detail, actions } = useSteady(description, description.status === "loading");
  if (hideWhenEmpty === true && status === "sent") return null;
  const own = { ...roots, "data-status": status, "data-tone": tone };
  const children = (
    <>
      <StatusIcon status={icons[status]} />
      <span className="wb-status wb-grow" ref={focus} tabIndex={-1}>
        <span data-part="label">{label}</span>
        {detail === undefined ? null : (
          <span className="wb-muted" data-part="detail">
            {detail}
          </span>
        )}
        <Actions offers={actions} control={control} className="wb-actions" first="plain">
          {status === "stuck" && onReview !== undefined ? (
            <Button part="review" label={say(outboxTexts.review, {})} onPress={onReview} />
          ) : null}
        </Actions>
        <ActionFailure offers={actions} control={control} />
      </span>
    </>
  );
  return renderPart({
    tag: "span",
    className: "wb wb-status wb-outbox wb-num",
    state: { status, tone },
    own,
    given,
    rootRef,
    children,
  });
}
