import { contractVersion, parentParameters } from "../src/connector/index.ts";
import type { Connector, JsonObject, StreamContract } from "../src/connector/index.ts";

export const vendorConnector = (...streams: readonly StreamContract[]): Connector => ({
  contractVersion,
  vendor: "harbor-crm",
  title: "Harbor CRM",
  version: "1.0.0",
  baseUrl: "https://api.vendor.test",
  auth: [],
  streams: Object.fromEntries(streams.map((stream) => [stream.name, stream])),
});

/** The document of these streams. Records have an `id`, and `updated_at` where lists filter by it; the rest of them is open. */
export const vendorDocument = ({ streams }: Connector): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "Harbor CRM", version: "1.0.0" },
  paths: Object.fromEntries(Object.values(streams).map((stream) => [stream.list.path, { get: listOf(stream) }])),
});

function listOf({ list, parent, incremental }: StreamContract): JsonObject {
  const inPath = [...list.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const ofParent = parentParameters({ parent }).filter((name) => !inPath.includes(name));
  const query = ["limit", "cursor", ...(incremental === undefined ? [] : [incremental.param])];
  const parameters = [
    ...inPath.map((name) => ({ name, in: "path", required: true, schema: {} })),
    ...ofParent.map((name) => ({ name, in: "query", required: true, schema: {} })),
    ...query.map((name) => ({ name, in: "query", schema: {} })),
  ];
  const schema = page(record(incremental !== undefined));
  return { parameters, responses: { "200": { content: { "application/json": { schema } } } } };
}

/** An integer for a cursor is the number of records that came before. */
const page = (items: JsonObject): JsonObject => ({
  type: "object",
  required: ["data"],
  properties: {
    data: { type: "array", items },
    next: { type: ["integer", "null"] },
    total: { type: "integer" },
  },
});

const record = (dated: boolean): JsonObject => ({
  type: "object",
  required: ["id"],
  properties: { id: {}, ...(dated && { updated_at: { type: "string", format: "date-time" } }) },
});
