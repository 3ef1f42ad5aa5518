import { expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { documentOf, array, get, plainRecord } from "../../test/list-document.ts";
import { streamsOf } from "../../test/infer-stream.ts";

const securitySchemes = {
  oauth: {
    type: "oauth2",
    flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: { "contacts.read": "", contacts: "" } } },
  },
  key: { type: "apiKey", in: "header", name: "X-Key" },
};

function scopesOf(operation: JsonObject, more: JsonObject = {}): readonly string[] | undefined {
  const document = documentOf(
    { "/contacts": { get: get(array(plainRecord), operation) } },
    { components: { securitySchemes }, ...more },
  );
  return streamsOf(document)["GET /contacts"]?.scopes;
}

test.each<readonly [string, JsonObject, JsonObject, readonly string[] | undefined]>([
  ["those of the operation", { security: [{ oauth: ["contacts.read"] }] }, {}, ["contacts.read"]],
  [
    "those of the document, where the operation has none",
    {},
    { security: [{ oauth: ["contacts.read"] }] },
    ["contacts.read"],
  ],
  [
    "none, where the operation asks for nothing",
    { security: [] },
    { security: [{ oauth: ["contacts.read"] }] },
    undefined,
  ],
  ["the fewest of several ways", { security: [{ oauth: ["a", "b"] }, { oauth: ["c"] }, { key: [] }] }, {}, ["c"]],
  [
    "the one to read, beside one to write",
    { security: [{ oauth: ["contacts", "contacts.read"] }] },
    {},
    ["contacts.read"],
  ],
  ["all of one way", { security: [{ oauth: ["contacts.read", "teams.read"] }] }, {}, ["contacts.read", "teams.read"]],
  ["none of a key", { security: [{ key: ["admin"] }] }, {}, undefined],
  ["those of an extension", { "x-required-scopes": ["contacts.read"] }, {}, ["contacts.read"]],
  ["those of the text", { description: "Requires the `contacts.read` scope." }, {}, ["contacts.read"]],
  ["none of a text about something else", { description: "Lists `contacts` in the scope of a team." }, {}, undefined],
])("the scopes that a list needs are %s", (_, operation, more, want) => {
  expect(scopesOf(operation, more)).toEqual(want);
});

test.each<Json>([null, "oauth", [null], [{ oauth: "contacts.read" }], [{ oauth: [1] }]])(
  "a security requirement of %j is none",
  (security) => {
    expect(scopesOf({ security })).toBeUndefined();
  },
);
