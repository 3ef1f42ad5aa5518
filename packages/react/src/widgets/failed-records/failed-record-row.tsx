import { type ReactElement, useId, useState } from "react";
import type { FailedRecordDescription } from "../../describe/describe-failed-record.ts";
import type { RecordActionState } from "../../hooks/use-record-actions.ts";
import * as fixTexts from "../../messages/english/fix.ts";
import { Failure } from "../../parts/actions.tsx";
import { Button } from "../../parts/button.tsx";
import { Meta } from "../../parts/meta.tsx";
import { useSay } from "../../hooks/use-say.ts";
import { IgnoredRow } from "./ignored-row.tsx";

export interface FailedRecordRowProps {
  readonly record: FailedRecordDescription;
  /** What it is called in the names of its buttons, which are no other record's. */
  readonly spoken: string;
  /** What its stream is called, in a list of several. */
  readonly of: string | undefined;
  readonly state: RecordActionState | undefined;
  /** Whether what became of a press is said aloud beside this record. */
  readonly aloud: boolean;
  readonly selected: boolean;
  readonly href: string | undefined;
  readonly onSelect: ((id: string, selected: boolean) => void) | undefined;
  readonly onRetry: ((ids: readonly string[]) => void) | undefined;
  readonly onIgnore: ((ids: readonly string[]) => void) | undefined;
}

/** One record: what it is called, why it is here, and what can be done with it. */
export function FailedRecordRow(props: FailedRecordRowProps): ReactElement {
  const { record, spoken, state, selected, onSelect } = props;
  const say = useSay();
  const checkId = useId();
  const [ignored, setIgnored] = useState<"no" | "undoable" | "sent">("no");
  const ignore = () => {
    onSelect?.(record.id, false);
    setIgnored("undoable");
  };
  if (ignored === "undoable" || (ignored === "sent" && state !== "rejected")) {
    return (
      <li data-part="row" data-state="ignored" data-record={record.id}>
        <IgnoredRow
          name={record.name}
          spoken={spoken}
          onUndo={ignored === "sent" ? undefined : () => setIgnored("no")}
          onPassed={() => {
            setIgnored("sent");
            props.onIgnore?.([record.id]);
          }}
        />
      </li>
    );
  }
  return (
    <li data-part="row" data-state={state} data-record={record.id}>
      {onSelect === undefined ? null : (
        <span className="wb-check">
          <input
            type="checkbox"
            id={checkId}
            checked={selected}
            aria-label={say(fixTexts.selectNamed, { name: spoken })}
            onChange={(event) => onSelect(record.id, event.currentTarget.checked)}
          />
        </span>
      )}
      <div className="wb-grow">
        <p className={record.named ? "wb-title" : "wb-title wb-muted"} data-part="name">
          <bdi>{record.name}</bdi>
        </p>
        <p className="wb-muted" data-part="reason">
          {record.reason}
        </p>
        <Meta part="meta" facts={props.of === undefined ? record.meta : [props.of, ...record.meta]} />
        <RowResult state={state} aloud={props.aloud} />
      </div>
      <RowActions {...props} onIgnore={props.onIgnore === undefined ? undefined : ignore} />
    </li>
  );
}

function RowResult({ state, aloud }: Pick<FailedRecordRowProps, "state" | "aloud">): ReactElement | null {
  const say = useSay();
  if (state === "rejected") {
    return <Failure text={say(fixTexts.rejected, {})} aloud={aloud} />;
  }
  return state === "accepted" ? <p className="wb-hint">{say(fixTexts.accepted, {})}</p> : null;
}

function RowActions(props: FailedRecordRowProps): ReactElement | null {
  const { record, spoken: name, state, href, onRetry, onIgnore } = props;
  const say = useSay();
  const busy = state === "starting";
  const ids = [record.id];
  if (href === undefined && onRetry === undefined && onIgnore === undefined) return null;
  return (
    <div className="wb-side" data-part="actions">
      {href === undefined ? null : (
        <a className="wb-button" data-variant="quiet" href={href} aria-label={say(fixTexts.openNamed, { name })}>
          {say(fixTexts.open, {})}
        </a>
      )}
      {onIgnore === undefined || busy ? null : (
        <Button
          action="discard"
          variant="quiet"
          label={say(fixTexts.ignore, {})}
          name={say(fixTexts.ignoreNamed, { name })}
          onPress={() => onIgnore(ids)}
        />
      )}
      {onRetry === undefined ? null : (
        <Button
          action="replay"
          variant="quiet"
          label={say(fixTexts.retry, {})}
          name={say(fixTexts.retryNamed, { name })}
          busy={busy}
          busyLabel={say(fixTexts.retryBusy, {})}
          onPress={() => onRetry(ids)}
        />
      )}
    </div>
  );
}
