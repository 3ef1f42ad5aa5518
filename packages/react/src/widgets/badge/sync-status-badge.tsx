import type { StatusTarget } from "@waybill/sync/status";
import type { ReactElement, Ref } from "react";
import { type SyncDescription, describeSync } from "../../describe/describe-sync.ts";
import type { SyncStatus } from "../../describe/status.ts";
import type { Tone } from "../../describe/tone.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useSyncStatus } from "../../hooks/use-sync-status.ts";
import { StatusIcon } from "../../parts/icon.tsx";
import { type HostAttributes, type PartProps, renderPart } from "../../parts/part.tsx";
import { useRootAttributes } from "../../parts/root-attributes.ts";
import { type Widget, widget } from "../../parts/widget.tsx";
import type { TargetInfo } from "../../settings.ts";
import { type Subject, withoutSubject } from "../subject.ts";

/** What `className`, `style` and `render` functions see. */
export interface SyncStatusBadgeState {
  readonly status: SyncStatus;
  readonly tone: Tone;
  readonly overdue: boolean;
  /** The status itself could not be read again. */
  readonly old: boolean;
}

export type SyncStatusBadgeProps = Subject &
  HostAttributes &
  PartProps<SyncStatusBadgeState> &
  TargetInfo & {
    /** `md` (default) is 24 px high, `sm` 20 px. */
    readonly size?: "sm" | "md" | undefined;
    /** Also shows the line that says what happens next. Default false. */
    readonly detail?: boolean | undefined;
  };

type Shown = Pick<SyncDescription, "status" | "tone" | "label" | "overdue" | "old"> & {
  readonly detail?: string | undefined;
};
type BodyProps<P> = P & { readonly rootRef: Ref<HTMLElement> };

/**
 * The status of a sync at a glance, as text. It has no role, takes no focus and does nothing when pressed: put it in a link or button with `render`.
 */
export const SyncStatusBadge: Widget<SyncStatusBadgeProps> = widget("SyncStatusBadge", "line", (props, ref) =>
  props.target === undefined ? <GivenBadge {...props} rootRef={ref} /> : <LiveBadge {...props} rootRef={ref} />,
);

function LiveBadge(props: BodyProps<SyncStatusBadgeProps & { readonly target: StatusTarget }>): ReactElement {
  const shown = useSyncStatus(props.target, props.detail === true ? withDetail : withoutDetail, props);
  return <BadgeView {...props} shown={shown} />;
}

function GivenBadge(props: BodyProps<SyncStatusBadgeProps>): ReactElement {
  const context = useDescribeContext(props.snapshot, props);
  const described = describeSync(props.snapshot, context);
  return <BadgeView {...props} shown={props.detail === true ? withDetail(described) : withoutDetail(described)} />;
}

function withoutDetail({ status, tone, label, overdue, old }: SyncDescription): Shown {
  return { status, tone, label, overdue, old };
}

function withDetail(description: SyncDescription): Shown {
  return { ...withoutDetail(description), detail: description.detail };
}

function BadgeView(props: BodyProps<SyncStatusBadgeProps> & { readonly shown: Shown }): ReactElement {
  const { size, detail: _, shown, rootRef, ...given } = withoutSubject(props);
  const { label, detail, ...state } = shown;
  const own = {
    ...useRootAttributes("badge"),
    "data-status": state.status,
    "data-tone": state.tone,
    "data-size": size ?? "md",
    "data-stale": state.overdue ? "" : undefined,
    "data-observed": state.old ? "old" : undefined,
  };
  const chip = (
    <>
      <StatusIcon status={state.status} />
      <span data-part="label">{label}</span>
    </>
  );
  if (detail === undefined) {
    return renderPart({ tag: "span", className: "wb wb-badge", state, own, given, rootRef, children: chip });
  }
  const children = (
    <>
      <span className="wb-badge" data-part="chip">
        {chip}
      </span>
      <span className="wb-muted" data-part="detail">
        {detail}
      </span>
    </>
  );
  return renderPart({ tag: "span", className: "wb wb-status", state, own, given, rootRef, children });
}
