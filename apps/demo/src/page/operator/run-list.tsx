import { useSyncHistory } from "@waybill/react";
import type { Receipt } from "@waybill/sync";
import type { ReactNode } from "react";
import { Link } from "../routing/link.tsx";

interface RunListProps {
  readonly target: { readonly connection: string };
  /** The run that is explained now. */
  readonly shown: string | undefined;
}

/** The newest runs, each with the way to its explanation, and what they found unlike the contract. */
export function RunList({ target, shown }: RunListProps): ReactNode {
  const { items, state, hasMore, isLoadingMore, loadMore } = useSyncHistory(target, { limit: 10 });
  return (
    <section className="panel" aria-labelledby="runs-title">
      <div className="panel-head">
        <h2 id="runs-title">Runs</h2>
        <p>Choose one to have it explained.</p>
      </div>
      {state === "loading" ? <p className="empty">Reading…</p> : null}
      {state === "error" ? <p className="empty">The receipts could not be read from this browser.</p> : null}
      {state === "ready" && items.length === 0 ? <p className="empty">No run has ended yet.</p> : null}
      {items.length === 0 ? null : (
        <ol className="log runs">
          {items.map((receipt) => (
            <Run key={receipt.id} receipt={receipt} isShown={receipt.id === shown} />
          ))}
        </ol>
      )}
      {hasMore ? (
        <p className="panel-foot">
          <button type="button" className="button" aria-disabled={isLoadingMore} onClick={loadMore}>
            Show older runs
          </button>
        </p>
      ) : null}
    </section>
  );
}

function Run({ receipt, isShown }: { readonly receipt: Receipt; readonly isShown: boolean }): ReactNode {
  const { id, connection, stream, kind, outcome, finishedAt } = receipt;
  const findings = receipt.kind === "run" ? (receipt.drift ?? []) : [];
  return (
    <li>
      <Link to={{ page: "operator", id: connection, run: id }} aria-current={isShown ? "true" : undefined}>
        {stream}: {kind === "run" ? receipt.mode : kind} {outcome}
      </Link>{" "}
      <time dateTime={new Date(finishedAt).toISOString()}>{new Date(finishedAt).toLocaleString("en")}</time>
      {findings.length === 0 ? null : (
        <ul className="findings" aria-label={`Drift of ${stream}`}>
          {findings.map(({ kind: what, pointer, message }) => (
            <li key={`${what} ${pointer ?? ""}`}>{message}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
