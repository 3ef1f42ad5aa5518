import { SyncStatusBadge, useRecordCount } from "@waybill/react";
import { verifyReceipts } from "@waybill/sync";
import { exportCsv, exportJson, exportReceipts, exportReceiptsCsv } from "@waybill/sync/export";
import { type ReactNode, useState } from "react";
import { useProduct } from "../product/product-context.tsx";
import type { Integration } from "../product/product.ts";
import { ScrollBox } from "../shell/scroll-box.tsx";
import { download } from "./download.ts";

/** Every stream with what is stored of it: its receipts can be checked, and all of it taken along. */
export function StreamTable({ integration }: { readonly integration: Integration }): ReactNode {
  return (
    <section className="panel" aria-labelledby="streams-title">
      <div className="panel-head">
        <h2 id="streams-title">Streams</h2>
        <p>Receipts form a chain: a changed or removed one shows.</p>
      </div>
      <ScrollBox label="Streams">
        <table>
          <thead>
            <tr>
              <th scope="col">Stream</th>
              <th scope="col" data-kind="number">
                Records
              </th>
              <th scope="col">Status</th>
              <th scope="col">Receipts</th>
              <th scope="col">Export records</th>
              <th scope="col">Export receipts</th>
            </tr>
          </thead>
          <tbody>
            {integration.streams.map((stream) => (
              <StreamLine key={stream} integration={integration} stream={stream} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

interface StreamLineProps {
  readonly integration: Integration;
  readonly stream: string;
}

function StreamLine({ integration: { id, connector }, stream }: StreamLineProps): ReactNode {
  const { store } = useProduct().product;
  const target = { connection: id, stream };
  const count = useRecordCount(target);
  const what = { ...target, contract: connector.streams[stream] };
  const save = (name: string, type: string, pieces: AsyncIterable<string>) => {
    download(`${id}-${stream}-${name}`, type, pieces).catch(reportError);
  };
  return (
    <tr>
      <th scope="row">{stream}</th>
      <td data-kind="number">{count.state === "ready" ? count.count.toLocaleString("en") : ""}</td>
      <td>
        <SyncStatusBadge target={target} size="sm" />
      </td>
      <td>
        <ReceiptsCheck connection={id} stream={stream} />
      </td>
      <td>
        <ExportButton
          what={`records of ${stream}`}
          as="JSON"
          onPress={() => save("records.json", json, exportJson(store, what))}
        />
        <ExportButton
          what={`records of ${stream}`}
          as="CSV"
          onPress={() => save("records.csv", csv, exportCsv(store, what))}
        />
      </td>
      <td>
        <ExportButton
          what={`receipts of ${stream}`}
          as="JSON"
          onPress={() => save("receipts.json", json, exportReceipts(store, target))}
        />
        <ExportButton
          what={`receipts of ${stream}`}
          as="CSV"
          onPress={() => save("receipts.csv", csv, exportReceiptsCsv(store, target))}
        />
      </td>
    </tr>
  );
}

const json = "application/json";
const csv = "text/csv";

interface ExportButtonProps {
  /** `records of contacts` */
  readonly what: string;
  readonly as: "JSON" | "CSV";
  readonly onPress: () => void;
}

function ExportButton({ what, as, onPress }: ExportButtonProps): ReactNode {
  return (
    <button type="button" className="button" data-kind="quiet" aria-label={`${as}: ${what}`} onClick={onPress}>
      {as}
    </button>
  );
}

/** Follows the chain of a stream's receipts when asked, and says what it found. */
function ReceiptsCheck({ connection, stream }: { readonly connection: string; readonly stream: string }): ReactNode {
  const { store } = useProduct().product;
  const [verdict, setVerdict] = useState<string>();
  const check = async (): Promise<void> => {
    const found = await verifyReceipts(store, { connection, stream });
    setVerdict(found.ok ? `${found.checked} hold` : found.message);
  };
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        aria-label={`Verify: receipts of ${stream}`}
        onClick={() => {
          check().catch((error: unknown) => {
            reportError(error);
            setVerdict("The receipts could not be read from this browser.");
          });
        }}
      >
        Verify
      </button>
      <output>{verdict}</output>
    </>
  );
}
