import type { FailedRecord, StatusTarget } from "@waybill/sync/status";
import { type ReactElement, type RefObject, useEffect, useRef } from "react";
import { describeFailedRecord } from "../../describe/describe-failed-record.ts";
import { distinctNames } from "../../describe/distinct-names.ts";
import { type SyncNames, createWording } from "../../describe/wording.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { type NameOf, isOfSeveral, useStreamName } from "../../hooks/use-stream-name.ts";
import type { PagedList } from "../../hooks/use-pages.ts";
import type { RecordActionState } from "../../hooks/use-record-actions.ts";
import * as fixTexts from "../../messages/english/fix.ts";
import { Button } from "../../parts/button.tsx";
import { useSay } from "../../hooks/use-say.ts";
import { FailedRecordRow } from "./failed-record-row.tsx";
import type { Selection } from "./use-selection.ts";

export interface FailedRecordListProps {
  readonly names: SyncNames | undefined;
  readonly list: PagedList<FailedRecord>;
  readonly states: ReadonlyMap<string, RecordActionState>;
  /** The records of each press made here. */
  readonly own: readonly (readonly string[])[];
  readonly onRetry: ((ids: readonly string[]) => void) | undefined;
  readonly onIgnore: ((ids: readonly string[]) => void) | undefined;
  readonly getRecordHref: ((record: FailedRecord) => string | undefined) | undefined;
  readonly nameOf: NameOf | undefined;
  readonly target: StatusTarget | undefined;
  readonly selection: Selection | undefined;
}

/** The rows, and the button for more of them. */
export function FailedRecordList(props: FailedRecordListProps): ReactElement {
  const { target, names, list, states, own, selection, onRetry, onIgnore, getRecordHref } = props;
  const context = useDescribeContext(target, { names });
  const ofStream = useStreamName(props.nameOf);
  const several = isOfSeveral(target, list.items);
  const say = useSay();
  const described = list.items.map((record) => ({
    record,
    description: describeFailedRecord(record, context),
    of: several ? ofStream({ connection: target?.connection, stream: record.stream }) : undefined,
  }));
  const spoken = distinctNames(
    described.map(({ description, of }) => [description.name, of, description.reason]),
    createWording(context).format.number,
  );
  const [rows, expectMore] = useFirstNewRow(list.items.length);
  const listed = new Set(list.items.map(({ id }) => id));
  const aloud = new Set(own.map((ids) => ids.find((id) => listed.has(id))));
  return (
    <>
      <ul className="wb-list" data-part="list" ref={rows}>
        {described.map(({ record, description, of }, nth) => (
          <FailedRecordRow
            key={record.id}
            record={description}
            spoken={spoken[nth] ?? description.name}
            of={of}
            state={states.get(record.id)}
            aloud={aloud.has(record.id)}
            selected={selection?.selected.includes(record.id) ?? false}
            href={getRecordHref?.(record)}
            onSelect={selection?.set}
            onRetry={onRetry}
            onIgnore={onIgnore}
          />
        ))}
      </ul>
      {list.hasMore ? (
        <div className="wb-footer">
          <Button
            part="more"
            label={say(fixTexts.more, {})}
            busy={list.isLoadingMore}
            busyLabel={say(fixTexts.moreBusy, {})}
            onPress={() => {
              expectMore();
              list.loadMore();
            }}
          />
        </div>
      ) : null}
    </>
  );
}

/** After "Show more", focus goes to the first new row. */
function useFirstNewRow(count: number): readonly [RefObject<HTMLUListElement | null>, () => void] {
  const list = useRef<HTMLUListElement>(null);
  const from = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (from.current === undefined || count <= from.current) return;
    const row = list.current?.children[from.current];
    from.current = undefined;
    if (row instanceof HTMLElement) {
      row.tabIndex = -1;
      row.focus();
    }
  }, [count]);
  const expectMore = () => {
    from.current = count;
  };
  return [list, expectMore];
}
