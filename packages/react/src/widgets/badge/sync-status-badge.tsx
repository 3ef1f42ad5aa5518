import type { StatusTarget } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { type SyncDescription, describeSync } from "../../describe/describe-sync.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useSyncStatus } from "../../hooks/use-sync-status.ts";
import { Boundary } from "../../parts/boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { type BadgeText, BadgeView, type StatusBadgeProps } from "./badge-view.tsx";
import { chipAndLine } from "./chip-and-line.tsx";
import { StatusBadge } from "./status-badge.tsx";

export type SyncStatusBadgeProps = StatusBadgeProps & {
  /** Also shows the line that says what happens next. Default false. */
  readonly detail?: boolean | undefined;
};

/**
 * The status of a sync at a glance, as text. It has no role, takes no focus and does nothing when pressed: put it in a link or button with `render`.
 */
export const SyncStatusBadge: Widget<SyncStatusBadgeProps> = widget("SyncStatusBadge", Boundary, (props) => {
  const { detail, ...rest } = props;
  const { rootRef, ...badge } = rest;
  if (detail !== true) return <StatusBadge {...badge} ref={rootRef} />;
  return rest.target === undefined ? <GivenLine {...rest} /> : <LiveLine {...rest} />;
});

function LiveLine(props: Rooted<StatusBadgeProps & { readonly target: StatusTarget }>): ReactElement {
  return <BadgeView {...props} layout={chipAndLine} shown={useSyncStatus(props.target, lineOf, props)} />;
}

function GivenLine(props: Rooted<StatusBadgeProps>): ReactElement {
  const context = useDescribeContext(props.snapshot, props);
  return <BadgeView {...props} layout={chipAndLine} shown={lineOf(describeSync(props.snapshot, context))} />;
}

function lineOf({ status, tone, label, overdue, old, detail }: SyncDescription): BadgeText {
  return { glance: { status, tone, label, overdue, old }, line: detail };
}
