import type { StatusTarget } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { glanceOf } from "../../describe/glance.ts";
import { useNow } from "../../hooks/use-now.ts";
import { Boundary } from "../../parts/boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { usePlainSay } from "../../hooks/use-plain-say.ts";
import { useSession } from "../../session.ts";
import { BadgeView, type StatusBadgeProps } from "./badge-view.tsx";

/** The badge of `SyncStatusBadge` without the line that says what happens next: the smallest widget there is. */
export const StatusBadge: Widget<StatusBadgeProps> = widget("StatusBadge", Boundary, (props) =>
  props.target === undefined ? <GivenBadge {...props} /> : <LiveBadge {...props} />,
);

function LiveBadge(props: Rooted<StatusBadgeProps & { readonly target: StatusTarget }>): ReactElement {
  const { LiveGlance } = useSession("StatusBadge");
  return (
    <LiveGlance target={props.target} info={props}>
      {(glance) => <BadgeView {...props} shown={{ glance }} />}
    </LiveGlance>
  );
}

function GivenBadge(props: Rooted<StatusBadgeProps>): ReactElement {
  const say = usePlainSay();
  const now = useNow();
  return <BadgeView {...props} shown={{ glance: glanceOf(props.snapshot, { ...props, now }, say) }} />;
}
