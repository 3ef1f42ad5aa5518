import { loadDocument } from "@waybill/codegen";
import { createEmulator, type Emulator } from "@waybill/emulator";
import { createWaybill } from "@waybill/sync";
import type { Pagination } from "@waybill/sync/connector";
import { createMemoryStore } from "@waybill/sync/store";
import { connector } from "../../openapi/harbor-crm/connector.ts";
import { compare } from "./compare.ts";

const records = 5_000;
/** What a page of a slow vendor takes. */
const latencyMs = 50;

type Vendor = (request: Request) => Promise<Response>;
type Document = Awaited<ReturnType<typeof loadDocument>>["document"];

/** What the engine costs a pull (parsing without loss, keys, hashes, commits) over a client that only parses pages, of a fast and of a slow vendor. */
export default async function pullBenchmark(): Promise<void> {
  const { document } = await loadDocument("openapi/harbor-crm.yaml");
  const cursor = vendorOf(document, declared);
  const page = vendorOf(document, { ...counted, style: "page", page: "page", first: 1 });
  const offset = vendorOf(document, { ...counted, style: "offset", offset: "skip" });
  await compare(`${records} contacts from an emulator in the same process`, [
    { name: "pages fetched and parsed", run: () => readPages(cursor.fetch) },
    { name: "pulled into memory, with a receipt", run: () => pull(cursor, cursor.fetch) },
  ]);
  await compare(`the same from a vendor that takes ${latencyMs} ms a page`, [
    { name: "pages fetched and parsed, one by one", run: () => readPages(slow(cursor)) },
    { name: "pulled by cursor", run: () => pull(cursor, slow(cursor)) },
    { name: "pulled by page number, counted", run: () => pull(page, slow(page)) },
    { name: "pulled by offset, counted", run: () => pull(offset, slow(offset)) },
  ]);
}

const { contacts } = connector.streams;
const declared: Pagination = contacts.pagination;
const counted = { total: "/meta/total", end: "total", pageSize: { param: "limit", size: 100 } } as const;

/** The contacts, listed in this way, by a vendor that asks for no credentials and has no limits. */
function vendorOf(document: Document, pagination: Pagination): Emulator {
  const free = { ...connector, auth: [], limits: undefined, streams: { contacts: { ...contacts, pagination } } };
  return createEmulator({ document, connector: free, records: { contacts: records }, contract: "report" });
}

const slow =
  (vendor: Emulator): Vendor =>
  async (request) => {
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    return vendor.fetch(request);
  };

async function readPages(vendor: Vendor): Promise<void> {
  let cursor = "";
  do {
    const response = await vendor(new Request(`${connector.baseUrl}/contacts?limit=100${cursor}`));
    const page: { meta: { next_cursor: string | null } } = JSON.parse(await response.text());
    cursor = page.meta.next_cursor === null ? "" : `&cursor=${encodeURIComponent(page.meta.next_cursor)}`;
  } while (cursor !== "");
}

async function pull(emulator: Emulator, vendor: Vendor): Promise<void> {
  const waybill = createWaybill({
    store: createMemoryStore(),
    fetch: (input, init) => vendor(new Request(input, init)),
  });
  const receipt = await waybill.connection("crm", { connector: emulator.connector }).pull("contacts");
  if (receipt.counts.created !== records) throw new Error(`Only ${receipt.counts.created} of ${records} arrived.`);
  await waybill.dispose();
}
