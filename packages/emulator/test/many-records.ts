// Run as a process of its own with a small heap: `node --max-old-space-size=64 … many-records.ts <records>`. Prints what it saw as JSON.
import { createEmulator } from "@waybill/emulator";
import type { Connector, JsonObject } from "@waybill/sync/connector";
import { customersDocument } from "./clients/customers.document.ts";

const records = Number(process.argv[2]);
const connector: Connector = {
  contractVersion: 1,
  vendor: "customers",
  title: "Customers",
  version: "1",
  baseUrl: "https://api.customers.example",
  auth: [],
  streams: {
    customers: {
      name: "customers",
      list: { method: "GET", path: "/v1/customers" },
      items: "/data",
      pagination: {
        style: "offset",
        offset: "offset",
        total: "/total",
        end: "total",
        pageSize: { param: "limit", size: 100, max: 100 },
      },
      primaryKey: ["/id"],
      incremental: {
        param: "created",
        cursorField: "/created",
        kind: "updated",
        format: "epoch-s",
        granularityMs: 1000,
        order: "asc",
        lagMs: 0,
      },
      operations: { get: "GET /v1/customers/{customer}", update: "POST /v1/customers/{customer}" },
    },
  },
};

const emulator = createEmulator({ document: customersDocument, connector, records, contract: "report" });
const ask = async (path: string): Promise<JsonObject> =>
  (await (await emulator.fetch(new Request(connector.baseUrl + path))).json()) as JsonObject;
const page = async (offset: number) =>
  (await ask(`/v1/customers?limit=100&offset=${offset}`))["data"] as readonly { id: string; created: number }[];

const pages = [];
for (const share of [0, 0.25, 0.5, 0.75, 1]) pages.push(await page(Math.max(0, Math.floor(records * share) - 100)));
const [, , middle] = pages;
const known = middle?.[50]?.id ?? "";
emulator.update("customers", known, { name: "Edited" });
const last = await page(records - 1);
const times = pages.flat().map(({ created }) => created);
const { arrayBuffers, heapUsed } = process.memoryUsage();
console.log(
  JSON.stringify({
    count: emulator.count("customers"),
    sizes: pages.map(({ length }) => length),
    distinct: new Set(pages.flat().map(({ id }) => id)).size,
    inOrder: times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0)),
    byKey: (await ask(`/v1/customers/${known}`))["name"],
    editedIsLast: last[0]?.id === known,
    heapMb: Math.round(heapUsed / 2 ** 20),
    arraysMb: Math.round(arrayBuffers / 2 ** 20),
  }),
);
