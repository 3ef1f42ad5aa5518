import type { StatusTarget } from "@waybill/sync/status";
import { type ReactElement, type ReactNode, useId } from "react";
import type { SyncStatus } from "../../describe/status.ts";
import type { Tone } from "../../describe/tone.ts";
import { type Described, useGivenDescribed, useLiveDescribed } from "../../hooks/use-described.ts";
import { useSteady } from "../../hooks/use-steady.ts";
import { type ActionControl, type Performers, useGivenActions, useSyncAction } from "../../hooks/use-sync-action.ts";
import type { HeadingLevel } from "../../parts/heading.tsx";
import { type HostAttributes, type PartProps, renderPart } from "../../parts/part.tsx";
import { useRootAttributes } from "../../parts/root-attributes.ts";
import { isGiven } from "../../parts/is-given.ts";
import { PanelBoundary } from "../../parts/panel-boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { type TargetInfo, useSettings } from "../../settings.ts";
import { ProgressBar } from "../progress/sync-progress.tsx";
import { helpOf } from "../notice/help-of.ts";
import { NoticeView } from "../notice/notice-view.tsx";
import { type Subject, withoutSubject } from "../subject.ts";
import { CardFooter } from "./card-footer.tsx";
import { CardHeader } from "./card-header.tsx";

/** What `className`, `style` and `render` functions see. */
export interface IntegrationCardState {
  readonly status: SyncStatus;
  readonly tone: Tone;
}

export type IntegrationCardProps = Subject &
  HostAttributes &
  PartProps<IntegrationCardState> &
  TargetInfo & {
    /** Beside the name: the vendor's logo. Default: the name's first letter. */
    readonly logo?: ReactNode;
    /** Account at the vendor, as the customer knows it. */
    readonly account?: string | undefined;
    /** `flush` (default) is a hairline; `raised` adds a soft shadow. */
    readonly elevation?: "flush" | "raised" | undefined;
    /** Default 3. */
    readonly headingLevel?: HeadingLevel | undefined;
    /** What the product does itself when a button is pressed, such as opening its pop-up to reconnect. */
    readonly perform?: Performers | undefined;
    /** More buttons in the footer, after ours. */
    readonly actions?: ReactNode;
    /** Between header and footer, as the part `content`: streams, links, anything. */
    readonly children?: ReactNode;
  };

/** One integration as a customer knows it: name, account, status, progress while running, at most one notice, and the buttons that make sense now. */
export const IntegrationCard: Widget<IntegrationCardProps> = widget("IntegrationCard", PanelBoundary, (props) =>
  props.target === undefined ? <GivenCard {...props} /> : <LiveCard {...props} />,
);

function LiveCard(props: Rooted<IntegrationCardProps & { readonly target: StatusTarget }>): ReactElement {
  const { names } = useSettings().describe(props.target);
  const described = useLiveDescribed(props.target, props);
  const control = useSyncAction(props.target, props.perform);
  const title = titleOf({ ...names, ...props.names }, props.target);
  return <View {...props} title={title} described={described} control={control} />;
}

function GivenCard(props: Rooted<IntegrationCardProps>): ReactElement {
  const described = useGivenDescribed(props.snapshot, props);
  const control = useGivenActions(props.perform);
  const title = titleOf(props.names, props.snapshot);
  return <View {...props} title={title} described={described} control={control} />;
}

function titleOf(names: TargetInfo["names"], target: StatusTarget | undefined): string {
  return names?.name ?? names?.service ?? target?.stream ?? target?.connection ?? "";
}

type ViewProps = Rooted<IntegrationCardProps> & {
  readonly title: string;
  readonly described: Described;
  readonly control: ActionControl;
};

function View(props: ViewProps): ReactElement {
  const { logo, account, elevation, headingLevel, perform: _, actions, children, ...rest } = withoutSubject(props);
  const { title, described, control, rootRef, ...given } = rest;
  const { description, progress } = useSteady(described, described.description.status === "loading");
  const titleId = useId();
  const help = helpOf(description);
  const own = {
    ...useRootAttributes("card"),
    role: "group",
    "aria-labelledby": titleId,
    "aria-busy": description.status === "loading" ? "true" : undefined,
    "data-status": description.status,
    "data-elevation": elevation ?? "flush",
    "data-observed": description.old ? "old" : undefined,
  };
  const body = (
    <>
      <CardHeader
        title={title}
        titleId={titleId}
        headingLevel={headingLevel}
        logo={logo}
        account={account}
        description={description}
      />
      {progress === undefined ? null : (
        <div className="wb-body wb-progress" data-part="progress">
          <ProgressBar progress={progress} noticed={description.old || description.notice?.kind === "rate_limited"} />
        </div>
      )}
      {description.notice === undefined ? null : (
        <div
          className="wb-notice"
          data-part="notice"
          data-kind={description.notice.kind}
          data-tone={description.notice.tone}
        >
          <NoticeView
            notice={description.notice}
            offers={help}
            control={control}
            headingLevel={levelBelow(headingLevel)}
          />
        </div>
      )}
      {isGiven(children) ? (
        <div className="wb-body" data-part="content">
          {children}
        </div>
      ) : null}
      <CardFooter description={description} offers={description.actions.slice(help.length)} control={control}>
        {actions}
      </CardFooter>
    </>
  );
  const state = { status: description.status, tone: description.tone };
  return renderPart({ tag: "div", className: "wb wb-card", state, own, given, rootRef, children: body });
}

const below = { 2: 3, 3: 4, 4: 5, 5: 6, 6: 6 } as const;

function levelBelow(level: HeadingLevel | undefined): HeadingLevel {
  return below[level ?? 3];
}
