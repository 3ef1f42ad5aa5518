import type { StatusTarget } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { glanceOf } from "../../describe/glance.ts";
import { useGlance } from "../../hooks/use-glance.ts";
import { useNow } from "../../hooks/use-now.ts";
import { Boundary } from "../../parts/boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { useSay } from "../../settings.ts";
import { BadgeView, type StatusBadgeProps } from "./badge-view.tsx";

/** The badge of `SyncStatusBadge` without the line that says what happens next: the smallest widget there is. */
export const StatusBadge: Widget<StatusBadgeProps> = widget("StatusBadge", Boundary, (props) =>
  props.target === undefined ? <GivenGlance {...props} /> : <LiveGlance {...props} />,
);

function LiveGlance(props: Rooted<StatusBadgeProps & { readonly target: StatusTarget }>): ReactElement {
  return <BadgeView {...props} shown={{ glance: useGlance(props.target, props) }} />;
}

function GivenGlance(props: Rooted<StatusBadgeProps>): ReactElement {
  const say = useSay();
  const now = useNow();
  return <BadgeView {...props} shown={{ glance: glanceOf(props.snapshot, { ...props, now }, say) }} />;
}
