import { SyncReceipt, SyncStatusBadge, useRecordCount, useSyncHistory, useSyncProgress } from "@waybill/react";
import { type ReactNode, useId, useMemo, useState } from "react";
import { Link } from "../routing/link.tsx";
import { useSpeech } from "../words/speech.tsx";
import { streamName } from "../words/terms/terms.ts";

interface StreamRowProps {
  readonly connection: string;
  readonly stream: string;
}

/** One stream: name, status, how far it is; opened, the receipt of its last run and the way to its records. */
export function StreamRow({ connection, stream }: StreamRowProps): ReactNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { words, terms } = useSpeech();
  const target = useMemo(() => ({ connection, stream }), [connection, stream]);
  return (
    <li className="stream">
      <button
        type="button"
        className="stream-line"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <svg className="stream-mark" width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true">
          <path d="m6 4 4 4-4 4" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        <span className="stream-name">{streamName(terms, stream)}</span>
        <Amount target={target} />
        <SyncStatusBadge target={target} size="sm" />
      </button>
      <Bar target={target} />
      <div id={id} className="stream-receipt" hidden={!open}>
        {open ? (
          <>
            <p>
              <Link to={{ page: "records", id: connection, stream }}>{words.recordsOf(streamName(terms, stream))}</Link>
            </p>
            <LastReceipt target={target} />
          </>
        ) : null}
      </div>
    </li>
  );
}

interface TargetProps {
  readonly target: { readonly connection: string; readonly stream: string };
}

/** While running, how far; at rest, how many records there are. */
function Amount({ target }: TargetProps): ReactNode {
  const progress = useSyncProgress(target);
  const count = useRecordCount(target);
  const { number } = useSpeech();
  const stored = count.state === "ready" && count.count > 0 ? number(count.count) : undefined;
  return <span className="stream-amount">{progress?.text ?? stored}</span>;
}

/** A hairline of progress under the row. The words beside it say the same. */
function Bar({ target }: TargetProps): ReactNode {
  const progress = useSyncProgress(target);
  if (progress === undefined) return null;
  return (
    <svg className="stream-bar" width="100%" height="2" aria-hidden="true">
      <rect width={`${(progress.fraction ?? 0) * 100}%`} height="2" />
    </svg>
  );
}

function LastReceipt({ target }: TargetProps): ReactNode {
  const history = useSyncHistory(target, { limit: 1 });
  const { words } = useSpeech();
  switch (history.state) {
    case "loading":
      return <p>{words.reading}</p>;
    case "error":
      return <p>{words.receiptUnreadable}</p>;
    case "ready":
      return <SyncReceipt receipt={history.items[0] ?? null} headingLevel={3} />;
  }
}
