import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { upgradeDocument } from "./upgrade.ts";

const schema = { type: "object", properties: { id: { type: "string" } } };
const media = { "application/json": { schema } };
const contacts = (lists: JsonObject): JsonObject => ({
  post: {
    ...lists,
    parameters: [{ name: "body", in: "body", schema }],
    responses: { "200": { description: "ok", schema } },
  },
});

test.each<[string, JsonObject, JsonObject]>([
  ["the document", { consumes: [], produces: [] }, {}],
  ["an operation", {}, { consumes: [], produces: [] }],
  ["both", { consumes: [], produces: [] }, { consumes: [], produces: [] }],
])("an empty list of media types in %s of version 2.0 loses neither body nor answer", async (_, whole, own) => {
  const document = { swagger: "2.0", info: {}, ...whole, paths: { "/contacts": contacts(own) } };
  const { paths } = await upgradeDocument(document, "2.0", "vendor.json");
  expect(paths).toMatchObject({
    "/contacts": { post: { requestBody: { content: media }, responses: { "200": { content: media } } } },
  });
});
