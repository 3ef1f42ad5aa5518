import { expect, test } from "vitest";
import { inferLists } from "../generate.ts";
import type { Corrections } from "./config.ts";
import { readDeclared } from "./declared-document.ts";

const graphql: Corrections["graphql"] = {
  ships: {
    query:
      "query ($after: String) { ships(after: $after) { nodes { id } pageInfo { hasNextPage endCursor } totalCount } }",
    connection: "/data/ships",
  },
};

async function toldOf(corrections: Corrections) {
  const { report, connector } = inferLists(await readDeclared({ corrections }), { corrections });
  return { connector, gaps: report.couldNotTell.map(({ question, why }) => `${question}: ${why}`) };
}

test("of a connector that is written without a document, no document is said to leave anything out", async () => {
  const { gaps } = await toldOf({ name: "Quay", graphql });
  expect(gaps).toEqual([
    "baseUrl: no server with a host is named; set baseUrl on the connection",
    "auth: no security scheme is declared; give the connection a credential of the kind the vendor documents",
  ]);
});

test("a connector that is written whole leaves no question", async () => {
  const { connector, gaps } = await toldOf({
    name: "Quay",
    baseUrl: "https://api.quay.example",
    auth: [{ kind: "bearer" }],
    graphql,
  });
  expect(gaps).toEqual([]);
  expect(connector).toMatchObject({ title: "Quay", baseUrl: "https://api.quay.example", auth: [{ kind: "bearer" }] });
});
