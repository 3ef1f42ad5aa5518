import type { HealthSummary, StatusTarget } from "@waybill/sync/status";
import { type ReactElement } from "react";
import { type HealthDescription, describeHealth } from "../../describe/describe-health.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useHealth } from "../../hooks/use-health.ts";
import { type ReadState, givenRead } from "../../hooks/read-state.ts";
import { listOfOne } from "../../hooks/given-list.ts";
import { type NameOf, isOfSeveral, useStreamName } from "../../hooks/use-stream-name.ts";
import { useSteady } from "../../hooks/use-steady.ts";
import * as healthTexts from "../../messages/english/health.ts";
import type { HeadingLevel } from "../../parts/heading.tsx";
import { ListPlaceholder } from "../../parts/list-placeholder.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { HostAttributes, PartProps } from "../../parts/part.tsx";
import { PanelBoundary } from "../../parts/panel-boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { useSay } from "../../hooks/use-say.ts";
import type { TargetInfo } from "../../settings.ts";
import { HealthMetrics } from "./health-metrics.tsx";
import { RunStrip } from "./run-strip.tsx";

/** What `className`, `style` and `render` functions see. */
export interface HealthScorecardState {
  readonly state: "loading" | "ready" | "error";
  /** How many runs it stands on. */
  readonly runs: number;
}

/** A live target (connected), or its health (presentational): undefined while it is read. */
export type HealthSubject =
  | { readonly target: StatusTarget; readonly health?: undefined }
  | { readonly health: HealthSummary | undefined; readonly target?: undefined };

export type HealthScorecardProps = HealthSubject &
  HostAttributes &
  PartProps<HealthScorecardState> &
  TargetInfo & {
    /** Default 3. */
    readonly headingLevel?: HeadingLevel | undefined;
    /** What the product calls a stream, among the runs of several. Default: `name` of the provider's `describe` for it, else its own. */
    readonly nameOf?: NameOf | undefined;
  };

/** How the last runs went, for those who look after a sync: at most four numbers with their sentences, and every run. */
export const HealthScorecard: Widget<HealthScorecardProps> = widget("HealthScorecard", PanelBoundary, (props) =>
  props.target === undefined ? <View {...props} read={givenRead(props.health)} /> : <LiveHealth {...props} />,
);

function LiveHealth(props: Rooted<HealthScorecardProps & { readonly target: StatusTarget }>): ReactElement {
  return <View {...props} read={useHealth(props.target)} />;
}

const texts = { loading: healthTexts.loading, unreadable: healthTexts.unreadable } as const;

function View(props: Rooted<HealthScorecardProps> & { readonly read: ReadState<HealthSummary> }): ReactElement {
  const { target, health: _, names, expectedEveryMs, headingLevel, nameOf, read: latest, rootRef, ...given } = props;
  const read = useSteady(latest, latest.state === "loading");
  const say = useSay();
  const context = useDescribeContext(target, { names, expectedEveryMs });
  const health = read.state === "ready" ? read.data : undefined;
  const ofStream = useStreamName(nameOf);
  const nameOfRuns = (stream: string) => ofStream({ connection: target?.connection, stream });
  const description =
    health === undefined
      ? undefined
      : describeHealth(health, context, isOfSeveral(target, health.runs) ? nameOfRuns : undefined);
  return (
    <Panel
      widget="health"
      title={say(healthTexts.title, {})}
      headingLevel={headingLevel}
      busy={read.state === "loading"}
      state={{ state: read.state, runs: description?.runs.length ?? 0 }}
      data={{ "data-state": read.state }}
      given={given}
      rootRef={rootRef}
    >
      <ListPlaceholder list={listOfOne(read)} texts={texts} />
      {description === undefined ? null : <HealthBody description={description} />}
    </Panel>
  );
}

function HealthBody({ description }: { readonly description: HealthDescription }): ReactElement {
  if (description.metrics === undefined) {
    return (
      <p className="wb-body wb-muted" data-part="empty">
        {description.summary}
      </p>
    );
  }
  return (
    <>
      <HealthMetrics metrics={description.metrics} />
      <RunStrip description={description} />
    </>
  );
}
