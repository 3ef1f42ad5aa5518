import type { StatusTarget } from "@waybill/sync/status";
import type { ReactElement, ReactNode } from "react";
import type { SyncDescription } from "../../describe/describe-sync.ts";
import type { NoticeKind } from "../../describe/notice.ts";
import type { Tone } from "../../describe/tone.ts";
import { useGivenDescribed, whole } from "../../hooks/use-described.ts";
import { type ActionControl, type Performers, useGivenActions, useSyncAction } from "../../hooks/use-sync-action.ts";
import { useSyncStatus } from "../../hooks/use-sync-status.ts";
import * as noticeTexts from "../../messages/english/notice.ts";
import { Button } from "../../parts/button.tsx";
import type { HeadingLevel } from "../../parts/heading.tsx";
import { type HostAttributes, type PartProps, renderPart } from "../../parts/part.tsx";
import { useRootAttributes } from "../../parts/root-attributes.ts";
import { PanelBoundary } from "../../parts/panel-boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { useSay } from "../../hooks/use-say.ts";
import type { TargetInfo } from "../../settings.ts";
import { type Subject, withoutSubject } from "../subject.ts";
import { helpOf } from "./help-of.ts";
import { NoticeView } from "./notice-view.tsx";

/** What `className`, `style` and `render` functions see. */
export interface SyncNoticeState {
  readonly kind: NoticeKind;
  readonly tone: Tone;
}

export type SyncNoticeProps = Subject &
  HostAttributes &
  PartProps<SyncNoticeState> &
  TargetInfo & {
    /** Only these kinds are shown. Default: whichever is most pressing. */
    readonly kinds?: readonly NoticeKind[] | undefined;
    /** Default 3. */
    readonly headingLevel?: HeadingLevel | undefined;
    /** What the product does itself when a button is pressed, such as opening its pop-up to reconnect. */
    readonly perform?: Performers | undefined;
    /** Offers "Remind me later". */
    readonly onSnooze?: (() => void) | undefined;
    /** More buttons, after ours. */
    readonly children?: ReactNode;
  };

/** The most pressing thing to know of a sync, with the button that helps. Renders nothing when all is well. */
export const SyncNotice: Widget<SyncNoticeProps> = widget("SyncNotice", PanelBoundary, (props) =>
  props.target === undefined ? <GivenNotice {...props} /> : <LiveNotice {...props} />,
);

const retryKinds = ["failed", "partial"] as const satisfies readonly NoticeKind[];
const reconnectKinds = ["reconnect"] as const satisfies readonly NoticeKind[];

/** {@link SyncNotice}, only for what can be tried again. */
export const RetryPrompt: Widget<SyncNoticeProps> = widget("RetryPrompt", PanelBoundary, ({ rootRef, ...props }) => (
  <SyncNotice kinds={retryKinds} {...props} ref={rootRef} />
));

/** {@link SyncNotice}, only for access that has ended. */
export const ReconnectPrompt: Widget<SyncNoticeProps> = widget(
  "ReconnectPrompt",
  PanelBoundary,
  ({ rootRef, ...props }) => <SyncNotice kinds={reconnectKinds} {...props} ref={rootRef} />,
);

function LiveNotice(props: Rooted<SyncNoticeProps & { readonly target: StatusTarget }>): ReactElement | null {
  const description = useSyncStatus(props.target, whole, props);
  const control = useSyncAction(props.target, props.perform);
  return <View {...props} description={description} control={control} />;
}

function GivenNotice(props: Rooted<SyncNoticeProps>): ReactElement | null {
  const { description } = useGivenDescribed(props.snapshot, props);
  const control = useGivenActions(props.perform);
  return <View {...props} description={description} control={control} />;
}

type ViewProps = Rooted<SyncNoticeProps> & {
  readonly description: SyncDescription;
  readonly control: ActionControl;
};

function View(props: ViewProps): ReactElement | null {
  const {
    kinds,
    headingLevel,
    perform: _,
    onSnooze,
    children,
    description,
    control,
    rootRef,
    ...given
  } = withoutSubject(props);
  const { notice } = description;
  const roots = useRootAttributes("notice");
  const say = useSay();
  if (notice === undefined || kinds?.includes(notice.kind) === false) return null;
  const state = { kind: notice.kind, tone: notice.tone };
  const own = { ...roots, "data-kind": notice.kind, "data-tone": notice.tone, "data-status": description.status };
  const snooze =
    onSnooze === undefined ? null : (
      <Button part="snooze" variant="quiet" label={say(noticeTexts.remind, {})} onPress={onSnooze} />
    );
  const body = (
    <NoticeView notice={notice} offers={helpOf(description)} control={control} headingLevel={headingLevel}>
      {children}
      {snooze}
    </NoticeView>
  );
  return renderPart({ tag: "div", className: "wb wb-notice", state, own, given, rootRef, children: body });
}
