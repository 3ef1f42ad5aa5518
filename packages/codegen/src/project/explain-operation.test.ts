import { expect, test } from "vitest";
import { readDeclared } from "../config/declared-document.ts";
import type { Corrections } from "../config/config.ts";
import { inferLists } from "../generate.ts";
import { explainOperation } from "./explain-operation.ts";

test("a stream that the config declares is explained by what is declared", async () => {
  const corrections: Corrections = {
    name: "Quay",
    graphql: {
      ships: {
        query: "query ($after: String) { ships(after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }",
        connection: "/data/ships",
      },
    },
  };
  const loaded = await readDeclared({ corrections });
  const { found } = explainOperation("ships", { loaded, inference: inferLists(loaded, { corrections }) });
  expect(found).toMatchObject({
    operation: "POST /graphql",
    stream: "ships",
    role: 'It lists the stream "ships".',
  });
  const sure = { confidence: 1, evidence: ["declared in the config, as no document describes it"] };
  expect(found?.answers).toEqual([
    { question: "items", value: "/data/ships/nodes", ...sure },
    { question: "pagination", value: expect.objectContaining({ style: "graphql" }) as unknown, ...sure },
    { question: "primaryKey", value: ["/id"], ...sure },
  ]);
});
