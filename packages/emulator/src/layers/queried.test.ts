import type { Connector, Json, JsonObject, StreamContract } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import { createEmulator } from "../emulator.ts";
import { harbor, stillClock } from "../harbor.test.fixture.ts";

const fields = "nodes { id } pageInfo { hasNextPage endCursor }";

function connection(name: string, above = "", more: Partial<StreamContract> = {}): StreamContract {
  const query = `query ($after: String, $ship: ID) { ${name}(after: $after) { ${fields} } }`;
  return {
    name,
    list: { method: "POST", path: "/graphql" },
    items: `/data${above}/${name}/nodes`,
    pagination: {
      style: "graphql",
      query,
      connection: `/data${above}/${name}`,
      after: "after",
      pageSize: { param: "/variables/most", size: 100 },
    },
    primaryKey: ["/id"],
    ...more,
  };
}

const ships = connection("ships");
const crates = connection("crates", "/ship", { parent: { stream: "ships", parameters: { "/variables/ship": "/id" } } });
const byState = (name: string, open: boolean) =>
  connection(name, "", {
    pagination: { ...connection("tasks").pagination },
    items: "/data/tasks/nodes",
    list: { method: "POST", path: "/graphql", parameters: { "/variables/open": open } },
  });

function quay(...streams: readonly StreamContract[]) {
  const connector: Connector = {
    ...harbor({}),
    streams: Object.fromEntries(streams.map((stream) => [stream.name, stream])),
  };
  const emulator = createEmulator({ document: {}, connector, clock: stillClock() });
  const ask = async (query: string, variables: JsonObject = {}) => {
    const response = await emulator.fetch(
      new Request("https://api.harbor.example/graphql", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables }),
      }),
    );
    return { status: response.status, body: (await response.json()) as JsonObject };
  };
  return { emulator, ask };
}

const queryOf = ({ pagination }: StreamContract): string => (pagination.style === "graphql" ? pagination.query : "");
const idOf = (record: Json | undefined): Json => (record as JsonObject | undefined)?.["id"] ?? null;

test("of two connections at one path each query gets its own, the children those of their parent", async () => {
  const { emulator, ask } = quay(ships, crates);
  const all = await ask(queryOf(ships), { most: 500 });
  expect(all.body).toMatchObject({ data: { ships: { nodes: emulator.records("ships").slice(0, 100) } } });
  const [ship] = emulator
    .records("ships")
    .filter((each) => emulator.children("crates", { "/variables/ship": idOf(each) }).length > 1);
  const below = await ask(queryOf(crates), { ship: idOf(ship), most: 100 });
  const nodes = emulator.children("crates", { "/variables/ship": idOf(ship) });
  expect(below.body).toMatchObject({ data: { ship: { crates: { nodes } } } });
});

test("a page is as large as the variable asks that the connector names", async () => {
  const { emulator, ask } = quay(ships);
  const { body } = await ask(queryOf(ships), { most: 3 });
  expect(body).toMatchObject({ data: { ships: { nodes: emulator.records("ships").slice(0, 3) } } });
});

test("a query is known however it is spaced", async () => {
  const { ask } = quay(ships);
  const { body } = await ask(`\n${queryOf(ships).replaceAll(" ", "\n   ").replaceAll(",", "")}`);
  expect(body).toHaveProperty("data.ships.nodes");
});

test("one query of two streams is told apart by the variables that never change", async () => {
  const { emulator, ask } = quay(byState("open", true), byState("done", false));
  const query = queryOf(connection("tasks"));
  const done = await ask(query, { open: false, most: 100 });
  expect(done.body).toMatchObject({ data: { tasks: { nodes: emulator.records("done").slice(0, 100) } } });
  expect(emulator.stats().calls.map(({ stream }) => stream)).toEqual(["done"]);
});

test("a query of no stream is answered with an error as GraphQL has them, and belongs to none", async () => {
  const { emulator, ask } = quay(ships, crates);
  const { status, body } = await ask("{ me { id } }");
  expect(status).toBe(200);
  expect(body).toEqual({
    errors: [{ message: "The emulator answers the queries of the connector's streams; this is none of them." }],
  });
  expect(emulator.stats().calls.map(({ stream }) => stream)).toEqual([undefined]);
});
