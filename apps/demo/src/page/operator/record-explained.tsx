import { useQuery } from "@tanstack/react-query";
import type { StreamContract } from "@waybill/sync/connector";
import { type RecordExplanation, asRecordKey, explainRecord } from "@waybill/sync/explain";
import type { ReactNode } from "react";
import { useProduct } from "../product/product-context.tsx";
import type { Integration } from "../product/product.ts";
import { Link } from "../routing/link.tsx";
import { ScrollBox } from "../shell/scroll-box.tsx";
import { goTo } from "../routing/navigation.ts";

interface RecordExplainedProps {
  readonly integration: Integration;
  readonly stream: string | undefined;
  /** Key of the record that is asked about. */
  readonly record: string | undefined;
}

/** Where a record came from, and what every member of it is made of. */
export function RecordExplained({ integration, stream, record }: RecordExplainedProps): ReactNode {
  const { id, connector, streams } = integration;
  const contract = stream === undefined ? undefined : connector.streams[stream];
  return (
    <section className="panel" aria-labelledby="record-title">
      <div className="panel-head">
        <h2 id="record-title">Record explained</h2>
        <form
          key={`${stream} ${record}`}
          className="search"
          onSubmit={(event) => {
            event.preventDefault();
            const asked = new FormData(event.currentTarget);
            goTo({ page: "operator", id, stream: textOf(asked, "stream"), record: textOf(asked, "record") });
          }}
        >
          <select className="select" name="stream" aria-label="Stream" defaultValue={stream}>
            {streams.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <input
            className="input"
            name="record"
            aria-label="Key of the record"
            placeholder="Key"
            required
            defaultValue={record}
          />
          <button type="submit" className="button">
            Explain
          </button>
        </form>
      </div>
      {contract === undefined || record === undefined ? (
        <p className="empty">Give a stream and the key of a record.</p>
      ) : (
        <Explained connection={id} contract={contract} record={record} />
      )}
    </section>
  );
}

interface ExplainedProps {
  readonly connection: string;
  readonly contract: StreamContract;
  readonly record: string;
}

function Explained({ connection, contract, record }: ExplainedProps): ReactNode {
  const { store } = useProduct().product;
  const { data, isPending, isError } = useQuery({
    queryKey: ["explained", connection, contract.name, record],
    queryFn: () => explainRecord(store, { connection, contract }, asRecordKey(record)),
    networkMode: "always",
    retry: false,
  });
  if (isPending) return <p className="empty">Reading…</p>;
  if (isError) return <p className="empty">The record could not be read from this browser.</p>;
  return <Story told={data} connection={connection} />;
}

function Story({ told, connection }: { readonly told: RecordExplanation; readonly connection: string }): ReactNode {
  const { now, touches, mayHaveEarlier, lineage, mappedAsGiven, changedByFunction } = told;
  return (
    <>
      <ol className="story">
        {mayHaveEarlier ? <li>What happened to it before may be left out.</li> : null}
        {touches.map(({ run, what }, nth) => (
          // oxlint-disable-next-line react/no-array-index-key -- one run may touch a record twice
          <li key={nth}>
            {what} <Link to={{ page: "operator", id: connection, run }}>{run}</Link>
          </li>
        ))}
        <li>{now}</li>
        {mappedAsGiven ? null : (
          <li>Another mapping, or other code, made it than this page has: below is what this one would make of it.</li>
        )}
        {mappedAsGiven && changedByFunction ? <li>A function of the product had the last word on it.</li> : null}
      </ol>
      {lineage.length === 0 ? null : (
        <ScrollBox label="What it is made of">
          <table>
            <thead>
              <tr>
                <th scope="col">Member</th>
                <th scope="col">From</th>
                <th scope="col">How</th>
              </tr>
            </thead>
            <tbody>
              {lineage.map(({ name, from, how }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{from}</td>
                  <td>{how}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  );
}

function textOf(asked: FormData, name: string): string | undefined {
  const value = asked.get(name);
  return typeof value === "string" ? value.trim() : undefined;
}
