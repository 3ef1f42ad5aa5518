import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { receiptQuery, statusQuery, targetKey } from "./queries.ts";
import { exampleSnapshot } from "./testing/example-snapshot.ts";
import { createMemorySource } from "./testing/memory-source.ts";

const target = { connection: "hubspot", stream: "contacts" };

test("keys begin with the library and the version of the cache's shape", () => {
  expect(targetKey("status", target)).toEqual(["waybill", 1, "status", "hubspot", "contacts", null]);
  expect(targetKey("status", { connection: "hubspot" }, { scope: "eu" })).toEqual([
    "waybill",
    1,
    "status",
    "hubspot",
    null,
    "eu",
  ]);
});

test("a read that is older than what was pushed meanwhile is dropped", async () => {
  const client = new QueryClient();
  const source = createMemorySource({ snapshots: [exampleSnapshot(target, { revision: 3 })] });
  const query = statusQuery(source, target);
  client.setQueryData(query.queryKey, exampleSnapshot(target, { revision: 4 }));
  const read = await client.fetchQuery({ queryKey: query.queryKey, queryFn: query.queryFn ?? fail, staleTime: 0 });
  expect(read).toMatchObject({ revision: 4 });
});

test("a receipt that does not exist is null, not an error", async () => {
  const query = receiptQuery(createMemorySource(), "none");
  const client = new QueryClient();
  expect(await client.fetchQuery({ queryKey: query.queryKey, queryFn: query.queryFn ?? fail })).toBeNull();
});

function fail(): never {
  throw new Error("The factory made no query function.");
}
