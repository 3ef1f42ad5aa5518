import { loadDocument } from "@waybill/codegen";
import { createEmulator, type Emulator } from "@waybill/emulator";
import { createWaybill } from "@waybill/sync";
import { createMemoryStore } from "@waybill/sync/store";
import { connector } from "../../openapi/harbor-crm/connector.ts";
import { compare } from "./compare.ts";

const records = 5_000;

/** What the engine costs a pull (parsing without loss, keys, hashes, commits) over a client that only parses pages. */
export default async function pullBenchmark(): Promise<void> {
  const { document } = await loadDocument("openapi/harbor-crm.yaml");
  const vendor = createEmulator({ document, connector, records: { contacts: records } });
  await compare(`${records} contacts from an emulator in the same process`, [
    { name: "pages fetched and parsed", run: () => readPages(vendor) },
    { name: "pulled into memory, with a receipt", run: () => pull(vendor) },
  ]);
}

async function readPages(vendor: Emulator): Promise<void> {
  let cursor = "";
  do {
    const response = await vendor.fetch(new Request(`${connector.baseUrl}/contacts?limit=100${cursor}`));
    const page: { meta: { next_cursor: string | null } } = JSON.parse(await response.text());
    cursor = page.meta.next_cursor === null ? "" : `&cursor=${encodeURIComponent(page.meta.next_cursor)}`;
  } while (cursor !== "");
}

async function pull(vendor: Emulator): Promise<void> {
  const waybill = createWaybill({
    store: createMemoryStore(),
    fetch: (input, init) => vendor.fetch(new Request(input, init)),
  });
  const receipt = await waybill.connection("crm", { connector }).pull("contacts");
  if (receipt.counts.created !== records) throw new Error(`Only ${receipt.counts.created} of ${records} arrived.`);
  await waybill.dispose();
}
