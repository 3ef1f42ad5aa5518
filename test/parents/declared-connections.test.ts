import { generate } from "@waybill/codegen";
import { createEmulator } from "@waybill/emulator";
import { createWaybill } from "@waybill/sync";
import { createMemoryStore } from "@waybill/sync/store";
import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";

const page = "pageInfo { hasNextPage endCursor } totalCount";

/** Two GraphQL connections as a config declares them, without a document: ships, and the containers of each. */
async function declaredConnector() {
  const { inference } = await generate({
    outDir: "nowhere",
    write: false,
    corrections: {
      name: "Quay",
      baseUrl: "https://api.quay.example",
      graphql: {
        ships: {
          query: `query ($after: String, $most: Int, $since: DateTime) {
            ships(after: $after, first: $most, updatedSince: $since) { nodes { id updatedAt } ${page} }
          }`,
          connection: "/data/ships",
          pageSize: { variable: "most", size: 50 },
          total: "/data/ships/totalCount",
          incremental: {
            param: "/variables/since",
            cursorField: "/updatedAt",
            kind: "updated",
            format: "date-time",
            granularityMs: 1,
            order: "unknown",
            lagMs: 0,
          },
        },
        containers: {
          query: `query ($ship: ID!, $after: String) {
            ship(id: $ship) { containers(after: $after) { nodes { id } ${page} } }
          }`,
          connection: "/data/ship/containers",
          total: "/data/ship/containers/totalCount",
          parent: { stream: "ships", parameters: { "/variables/ship": "/id" } },
        },
      },
    },
  });
  return inference.connector;
}

test("connections that a config declares are emulated and synced to the last child, and then by what changed", async () => {
  const connector = await declaredConnector();
  const clock = createVirtualClock();
  const emulator = createEmulator({ document: { openapi: "3.1.0" }, connector, clock });
  const store = createMemoryStore();
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => emulator.fetch(new Request(input, init));
  const connection = createWaybill({ store, clock, fetch }).connection("acme", { connector });
  const sync = () => clock.settle(connection.sync());

  const first = await sync();
  expect(first.map(({ stream, outcome, completeness }) => [stream, outcome, completeness.proven])).toEqual([
    ["ships", "complete", true],
    ["containers", "complete", true],
  ]);
  expect(first.map(({ pages }) => pages)[0]).toBe(3);
  expect(await store.count("acme", "ships")).toBe(120);
  expect(await store.count("acme", "containers")).toBe(emulator.count("containers"));

  emulator.create("ships", {});
  const [ships] = await sync();
  expect(ships).toMatchObject({ stream: "ships", mode: "incremental", outcome: "complete", counts: { created: 1 } });
});
