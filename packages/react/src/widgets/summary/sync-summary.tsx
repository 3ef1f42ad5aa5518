import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { type SummaryDescription, describeSummary } from "../../describe/describe-summary.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useSyncSummary } from "../../hooks/use-sync-summary.ts";
import type { HostAttributes, PartProps } from "../../parts/part.tsx";
import { Boundary } from "../../parts/boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { BadgeView, type SyncStatusBadgeState } from "../badge/badge-view.tsx";
import { chipAndLine } from "../badge/chip-and-line.tsx";

/** Live targets (connected), or their snapshots (presentational). */
export type SyncSummarySubject =
  | { readonly targets: readonly StatusTarget[]; readonly snapshots?: undefined }
  | { readonly snapshots: readonly (SyncSnapshot | undefined)[]; readonly targets?: undefined };

export type SyncSummaryProps = SyncSummarySubject &
  HostAttributes &
  PartProps<SyncStatusBadgeState> & {
    /** `md` (default) is 24 px high, `sm` 20 px. */
    readonly size?: "sm" | "md" | undefined;
  };

/** All integrations in one line: the status of the worst, and how many need attention. */
export const SyncSummary: Widget<SyncSummaryProps> = widget("SyncSummary", Boundary, (props) =>
  props.targets === undefined ? <GivenSummary {...props} /> : <LiveSummary {...props} />,
);

function LiveSummary(props: Rooted<SyncSummaryProps & { readonly targets: readonly StatusTarget[] }>): ReactElement {
  return <View {...props} summary={useSyncSummary(props.targets)} />;
}

function GivenSummary(props: Rooted<SyncSummaryProps>): ReactElement {
  const context = useDescribeContext(undefined);
  return <View {...props} summary={describeSummary(props.snapshots ?? [], context)} />;
}

function View(props: Rooted<SyncSummaryProps> & { readonly summary: SummaryDescription }): ReactElement {
  const { targets: _, snapshots: __, summary, ...given } = props;
  const { attention: ___, total: ____, text, ...glance } = summary;
  return <BadgeView {...given} snapshot={undefined} layout={chipAndLine} shown={{ glance, line: text }} />;
}
