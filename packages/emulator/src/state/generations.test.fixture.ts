import { contractVersion } from "@waybill/sync/connector";
import type { Connector, JsonObject, ParentRef, StreamContract } from "@waybill/sync/connector";
import { createEmulator, type Emulator } from "../emulator.ts";
import { stillClock } from "../harbor.test.fixture.ts";

const parents: Readonly<Record<string, { readonly path: string; readonly parent?: ParentRef }>> = {
  boards: { path: "/boards" },
  columns: { path: "/columns", parent: { stream: "boards", parameters: { board: "/id" } } },
  cards: { path: "/columns/{column}/cards", parent: { stream: "columns", parameters: { column: "/id" } } },
  users: { path: "/users" },
  lists: {
    path: "/users/{user}/lists",
    parent: { stream: "users", parameters: { user: "/id" }, keys: "below-parent" },
  },
  items: {
    path: "/users/{user}/lists/{list}/items",
    parent: { stream: "lists", parameters: { list: "/id" }, inherits: ["user"], keys: "below-parent" },
  },
};

const connector: Connector = {
  contractVersion,
  vendor: "generations",
  title: "Generations",
  version: "1",
  baseUrl: "https://api.harbor.example",
  auth: [],
  streams: Object.fromEntries(Object.entries(parents).map(([name, at]) => [name, streamAt(name, at)])),
};

function streamAt(name: string, { path, parent }: { path: string; parent?: ParentRef }): StreamContract {
  return {
    name,
    list: { method: "GET", path },
    items: "/data",
    pagination: { style: "none" },
    primaryKey: ["/id"],
    ...(parent !== undefined && { parent }),
  };
}

const documentWith = (id: JsonObject): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "Generations", version: "1" },
  paths: Object.fromEntries(Object.values(parents).map(({ path }) => [path, { get: listAt(path, id) }])),
});

function listAt(path: string, id: JsonObject): JsonObject {
  const record = { type: "object", required: ["id"], properties: { id } };
  const answer = { type: "object", required: ["data"], properties: { data: { type: "array", items: record } } };
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({ name, in: "path" }));
  const places = path === "/columns" ? [{ name: "board", in: "query" }] : inPath;
  return {
    parameters: places.map((place) => ({ ...place, required: true, schema: { type: "string" } })),
    responses: { "200": { description: "A page.", content: { "application/json": { schema: answer } } } },
  };
}

/** Boards with columns, which a query parameter asks for, and their cards; and users with lists with items, which the path does. */
export const generations = ({
  id = { type: "string" },
  records,
}: {
  readonly records: number;
  /** Schema of their keys. */
  readonly id?: JsonObject;
}): Emulator => createEmulator({ document: documentWith(id), connector, clock: stillClock(), records });
