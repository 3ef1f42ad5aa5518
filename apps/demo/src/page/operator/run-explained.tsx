import { useQuery } from "@tanstack/react-query";
import { type RunExplanation, explainRun } from "@waybill/sync/explain";
import type { ReactNode } from "react";
import { useProduct } from "../product/product-context.tsx";
import { Link } from "../routing/link.tsx";

/** The story of one run, as the engine tells it. */
export function RunExplained({ id, run }: { readonly id: string; readonly run: string }): ReactNode {
  const { store } = useProduct().product;
  const { data, isPending, isError } = useQuery({
    queryKey: ["explained", id, run],
    queryFn: async () => (await explainRun(store, run)) ?? null,
    networkMode: "always",
    retry: false,
  });
  return (
    <section className="panel" aria-labelledby="run-title">
      <div className="panel-head">
        <h2 id="run-title">Run explained</h2>
        <code>{run}</code>
      </div>
      {isPending ? <p className="empty">Reading…</p> : null}
      {isError ? <p className="empty">The receipt could not be read from this browser.</p> : null}
      {data === null ? (
        <p className="empty">No receipt has this reference: its run is still open, or its receipt is no longer kept.</p>
      ) : null}
      {data === undefined || data === null ? null : <Story told={data} />}
    </section>
  );
}

function Story({
  told: { receipt, planned, events, took, ended, replays },
}: {
  readonly told: RunExplanation;
}): ReactNode {
  return (
    <ol className="story">
      <li>
        <strong>{receipt.stream}</strong> {planned}
      </li>
      {events.map(({ at, what }, nth) => (
        // oxlint-disable-next-line react/no-array-index-key -- a finished story does not change
        <li key={nth}>
          <time dateTime={new Date(at).toISOString()}>{new Date(at).toISOString()}</time> {what}
        </li>
      ))}
      <li>{took}</li>
      <li>{ended}</li>
      <li>
        Its requests carried the correlation id <code>{receipt.correlationId}</code>.
      </li>
      {replays.map((replay) => (
        <li key={replay}>
          What it kept aside was judged again:{" "}
          <Link to={{ page: "operator", id: receipt.connection, run: replay }}>{replay}</Link>
        </li>
      ))}
      <li>
        <Link to={{ page: "receipt", id: receipt.connection, receipt: receipt.id }}>
          The receipt as its customer sees it
        </Link>
      </li>
    </ol>
  );
}
