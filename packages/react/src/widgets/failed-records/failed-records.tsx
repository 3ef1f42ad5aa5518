import type { FailedRecord, StatusTarget } from "@waybill/sync/status";
import { type ReactElement } from "react";
import { createWording } from "../../describe/wording.ts";
import { givenList } from "../../hooks/given-list.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useFailedRecords } from "../../hooks/use-failed-records.ts";
import type { PagedList } from "../../hooks/use-pages.ts";
import { type RecordActionState, useRecordActions } from "../../hooks/use-record-actions.ts";
import { type NameOf, isOfSeveral } from "../../hooks/use-stream-name.ts";
import { useSteady } from "../../hooks/use-steady.ts";
import * as fixTexts from "../../messages/english/fix.ts";
import * as nounTexts from "../../messages/english/noun.ts";
import type { HeadingLevel } from "../../parts/heading.tsx";
import { ListPlaceholder } from "../../parts/list-placeholder.tsx";
import { useKeptFocus } from "../../parts/kept-focus.ts";
import { Panel } from "../../parts/panel.tsx";
import type { HostAttributes, PartProps } from "../../parts/part.tsx";
import { PanelBoundary } from "../../parts/panel-boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import type { TargetInfo } from "../../settings.ts";
import { FailedRecordList } from "./failed-record-list.tsx";
import { nextRow } from "./next-row.ts";
import { RetryMany } from "./retry-many.tsx";
import { useSelection } from "./use-selection.ts";

/** What `className`, `style` and `render` functions see. */
export interface FailedRecordsState {
  readonly state: "loading" | "ready" | "error";
  readonly count: number;
}

/** A live target (connected), or the records themselves (presentational). */
export type FailedRecordsSubject =
  | { readonly target: StatusTarget; readonly records?: undefined }
  | {
      /** Undefined while they are loading. */
      readonly records: readonly FailedRecord[] | undefined;
      readonly target?: undefined;
    };

export type FailedRecordsProps = FailedRecordsSubject &
  HostAttributes &
  PartProps<FailedRecordsState> &
  Pick<TargetInfo, "names"> & {
    /** Default 3. */
    readonly headingLevel?: HeadingLevel | undefined;
    /** Shows a checkbox at each record, to try several again. Default true. */
    readonly selectable?: boolean | undefined;
    /** Records read at a time, at most 200. Default 20. */
    readonly limit?: number | undefined;
    /** What the product calls a stream, where records are of several. Default: `name` of the provider's `describe` for it, else its own. */
    readonly nameOf?: NameOf | undefined;
    /** Where the product shows a record. Default: no link. */
    readonly getRecordHref?: ((record: FailedRecord) => string | undefined) | undefined;
    /** Presentational only: tries records again. */
    readonly onRetry?: ((ids: readonly string[]) => void) | undefined;
    /** Presentational only: gives records up. */
    readonly onIgnore?: ((ids: readonly string[]) => void) | undefined;
  };

/** Records that need a person: why each is here, and the buttons that try it again or give it up. */
export const FailedRecords: Widget<FailedRecordsProps> = widget("FailedRecords", PanelBoundary, (props) =>
  props.target === undefined ? <GivenRecords {...props} /> : <LiveRecords {...props} />,
);

const noStates: ReadonlyMap<string, RecordActionState> = new Map();
const none: readonly (readonly string[])[] = [];

function LiveRecords(props: Rooted<FailedRecordsProps & { readonly target: StatusTarget }>): ReactElement {
  const list = useFailedRecords(props.target, { limit: props.limit });
  const { states, own, replay, discard } = useRecordActions(props.target);
  return <View {...props} list={list} states={states} own={own} onRetry={replay} onIgnore={discard} />;
}

function GivenRecords(props: Rooted<FailedRecordsProps>): ReactElement {
  return <View {...props} list={givenList(props.records)} states={noStates} own={none} />;
}

type ViewProps = Rooted<FailedRecordsProps> & {
  readonly list: PagedList<FailedRecord>;
  readonly states: ReadonlyMap<string, RecordActionState>;
  readonly own: readonly (readonly string[])[];
};

function View(props: ViewProps): ReactElement {
  const { target, records: _, names, headingLevel, selectable, limit: __, getRecordHref, nameOf, ...rest } = props;
  const { onRetry, onIgnore, list: read, states, own, rootRef, ...given } = rest;
  const list = useSteady(read, read.state === "loading");
  const title = useTitle(target, names, list);
  const selection = useSelection(list.items);
  return (
    <Panel
      widget="failed-records"
      title={title}
      headingLevel={headingLevel}
      busy={list.state === "loading"}
      state={{ state: list.state, count: list.items.length }}
      data={{ "data-state": list.state }}
      given={given}
      rootRef={rootRef}
      aside={<RetryMany list={list} selected={selection.selected} states={states} onRetry={onRetry} />}
    >
      <div ref={useKeptFocus(nextRow)} tabIndex={-1}>
        <ListPlaceholder list={list} texts={fixTexts.list} />
        {list.items.length === 0 ? null : (
          <FailedRecordList
            {...{ target, names, list, states, own, onRetry, onIgnore, getRecordHref, nameOf }}
            selection={selectable === false || onRetry === undefined ? undefined : selection}
          />
        )}
      </div>
    </Panel>
  );
}

function useTitle(
  target: StatusTarget | undefined,
  names: TargetInfo["names"],
  { state, items, hasMore }: PagedList<FailedRecord>,
): string {
  const context = useDescribeContext(target, { names });
  const wording = createWording(context);
  const count = wording.format.number(items.length) ?? "";
  if (state !== "ready" || items.length === 0) return wording.say(fixTexts.titlePlain, {});
  // A connection's own noun names the records of one of its streams.
  const noun = isOfSeveral(undefined, items) ? wording.say(nounTexts.records, {}, items.length) : undefined;
  const words = { count, records: noun ?? wording.records(items.length) };
  return wording.say(hasMore ? fixTexts.titleMore : fixTexts.title, words, items.length);
}
