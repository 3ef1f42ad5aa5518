import { useQuery } from "@tanstack/react-query";
import { type OpenRunExplanation, explainOpenRun } from "@waybill/sync/explain";
import type { ReactNode } from "react";
import { useProduct } from "../product/product-context.tsx";
import type { Integration } from "../product/product.ts";

/** Runs that have not ended: what is stored of each, and what it waits for. */
export function OpenRuns({ integration: { id, streams } }: { readonly integration: Integration }): ReactNode {
  const { store } = useProduct().product;
  const { data, isPending, isError } = useQuery({
    queryKey: ["explained", id, "open"],
    queryFn: async () => {
      const now = Date.now();
      const told = await Promise.all(
        streams.map(async (stream) => {
          const run = await explainOpenRun(store, { connection: id, stream, now });
          return run === undefined ? [] : [{ stream, run }];
        }),
      );
      return told.flat();
    },
    refetchInterval: 1000,
    networkMode: "always",
    retry: false,
  });
  return (
    <section className="panel" aria-labelledby="open-title">
      <div className="panel-head">
        <h2 id="open-title">Open runs</h2>
        <p>What is stored of them stays, whatever becomes of this tab.</p>
      </div>
      {isPending ? <p className="empty">Reading…</p> : null}
      {isError ? <p className="empty">The open runs could not be read from this browser.</p> : null}
      {data?.length === 0 ? <p className="empty">No run is open.</p> : null}
      {data?.map(({ stream, run }) => (
        <OpenRun key={run.run} stream={stream} told={run} />
      ))}
    </section>
  );
}

function OpenRun({ stream, told }: { readonly stream: string; readonly told: OpenRunExplanation }): ReactNode {
  const { run, planned, events, stored, took, now } = told;
  return (
    <ol className="story">
      <li>
        <strong>{stream}</strong> {planned} <code>{run}</code>
      </li>
      {events.map(({ at, what }, nth) => (
        // oxlint-disable-next-line react/no-array-index-key -- events are only added at the end
        <li key={nth}>
          <time dateTime={new Date(at).toISOString()}>{new Date(at).toISOString()}</time> {what}
        </li>
      ))}
      <li>{stored}</li>
      <li>{took}</li>
      <li>{now}</li>
    </ol>
  );
}
