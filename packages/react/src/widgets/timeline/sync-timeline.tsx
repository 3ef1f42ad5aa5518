import type { Receipt, StatusTarget } from "@waybill/sync/status";
import { Fragment, type ReactElement, type ReactNode } from "react";
import { type HistoryItem, describeHistory } from "../../describe/describe-history.ts";
import { givenList } from "../../hooks/given-list.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import type { PagedList } from "../../hooks/use-pages.ts";
import { type NameOf, isOfSeveral, useStreamName } from "../../hooks/use-stream-name.ts";
import { useSteady } from "../../hooks/use-steady.ts";
import { useSyncHistory } from "../../hooks/use-sync-history.ts";
import * as historyTexts from "../../messages/english/history.ts";
import { Button } from "../../parts/button.tsx";
import type { HeadingLevel } from "../../parts/heading.tsx";
import { StatusIcon } from "../../parts/icon.tsx";
import { ListPlaceholder } from "../../parts/list-placeholder.tsx";
import { Meta } from "../../parts/meta.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { HostAttributes, PartProps } from "../../parts/part.tsx";
import { PanelBoundary } from "../../parts/panel-boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { useSay } from "../../hooks/use-say.ts";
import type { TargetInfo } from "../../settings.ts";

/** What `className`, `style` and `render` functions see. */
export interface SyncTimelineState {
  readonly state: "loading" | "ready" | "error";
  readonly count: number;
}

/** A live target (connected), or the receipts themselves, newest first (presentational). */
export type SyncTimelineSubject =
  | { readonly target: StatusTarget; readonly receipts?: undefined }
  | {
      /** Undefined while they are loading. */
      readonly receipts: readonly Receipt[] | undefined;
      readonly target?: undefined;
    };

export type SyncTimelineProps = SyncTimelineSubject &
  HostAttributes &
  PartProps<SyncTimelineState> &
  Pick<TargetInfo, "names"> & {
    /** Default 3. */
    readonly headingLevel?: HeadingLevel | undefined;
    /** Receipts read at a time, at most 200. Default 20. */
    readonly limit?: number | undefined;
    /** What the product calls a stream, in the activity of several. Default: `name` of the provider's `describe` for it, else its own. */
    readonly nameOf?: NameOf | undefined;
    /** After each line: a link to the receipt, for instance. */
    readonly renderItemExtra?: ((item: HistoryItem) => ReactNode) | undefined;
  };

/** What happened, newest first, one sentence each. */
export const SyncTimeline: Widget<SyncTimelineProps> = widget("SyncTimeline", PanelBoundary, (props) =>
  props.target === undefined ? <View {...props} list={givenList(props.receipts)} /> : <LiveTimeline {...props} />,
);

function LiveTimeline(props: Rooted<SyncTimelineProps & { readonly target: StatusTarget }>): ReactElement {
  return <View {...props} list={useSyncHistory(props.target, { limit: props.limit })} />;
}

function View(props: Rooted<SyncTimelineProps> & { readonly list: PagedList<Receipt> }): ReactElement {
  const { target, receipts: _, names, headingLevel, limit: __, nameOf, renderItemExtra, ...rest } = props;
  const { list: read, rootRef, ...given } = rest;
  const list = useSteady(read, read.state === "loading");
  const say = useSay();
  const context = useDescribeContext(target, { names });
  const ofStream = useStreamName(nameOf);
  const days = describeHistory(list.items, context, isOfSeveral(target, list.items) ? ofStream : undefined);
  return (
    <Panel
      widget="timeline"
      title={say(historyTexts.title, {})}
      headingLevel={headingLevel}
      busy={list.state === "loading" || list.isLoadingMore}
      state={{ state: list.state, count: list.items.length }}
      data={{ "data-state": list.state }}
      given={given}
      rootRef={rootRef}
    >
      <ListPlaceholder list={list} texts={historyTexts.list} />
      {days.length === 0 ? null : (
        <div data-part="days">
          {days.map((day) => (
            <Fragment key={day.label}>
              <p className="wb-day" data-part="day">
                {day.label}
              </p>
              <ol className="wb-timeline">
                {day.items.map((item) => (
                  <Item key={item.id} item={item} extra={renderItemExtra?.(item)} />
                ))}
              </ol>
            </Fragment>
          ))}
        </div>
      )}
      {list.hasMore ? <Older list={list} /> : null}
    </Panel>
  );
}

function Item({ item, extra }: { readonly item: HistoryItem; readonly extra: ReactNode }): ReactElement {
  return (
    <li data-part="item" data-status={item.status} data-tone={item.tone} data-receipt={item.id}>
      <StatusIcon status={item.status} />
      <div className="wb-timeline-line">
        <p className="wb-num wb-grow">{item.text}</p>
        {extra}
        <time className="wb-muted wb-num" dateTime={new Date(item.at).toISOString()}>
          {item.time}
        </time>
        <Meta part="changes" facts={item.of === undefined ? item.changes : [item.of, ...item.changes]} whole />
      </div>
    </li>
  );
}

function Older({ list }: { readonly list: PagedList<Receipt> }): ReactElement {
  const say = useSay();
  return (
    <div className="wb-footer">
      <Button
        part="more"
        label={say(historyTexts.older, {})}
        busy={list.isLoadingMore}
        busyLabel={say(historyTexts.olderBusy, {})}
        onPress={list.loadMore}
      />
    </div>
  );
}
