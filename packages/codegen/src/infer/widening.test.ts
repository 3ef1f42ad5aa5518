import { expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { array, documentOf, get, plainRecord } from "../../test/list-document.ts";
import { streamsOf } from "../../test/infer-stream.ts";

const parametersOf = (...parameters: readonly JsonObject[]) =>
  streamsOf(documentOf({ "/contacts": { get: get(array(plainRecord), { parameters }) } }))["GET /contacts"]?.list
    .parameters;

const choice = (name: string, values: readonly Json[], more: JsonObject = {}): JsonObject => ({
  name,
  in: "query",
  schema: { type: "string", enum: values, ...more },
});

test.each<readonly [string, JsonObject, JsonObject | undefined]>([
  [
    "a state whose default is another",
    choice("state", ["open", "closed", "all"], { default: "open" }),
    { state: "all" },
  ],
  ["a state whose default is not told", choice("billing_status", ["unbilled", "ANY"]), { billing_status: "ANY" }],
  ["a filter", choice("visibility_filter", ["ALL", "READ"]), { visibility_filter: "ALL" }],
  ["a kind", choice("userType", ["managed", "all"]), { userType: "all" }],
])("a list is asked for all its records by %s", (_, parameter, want) => {
  expect(parametersOf(parameter)).toEqual(want);
});

test.each<readonly [string, JsonObject]>([
  ["all is the default", choice("state", ["open", "all"], { default: "all" })],
  ["no value means all", choice("state", ["open", "closed"])],
  ["the parameter chooses something else than records", choice("expand", ["owner", "all"])],
  ["it is no parameter of the query", { ...choice("state", ["open", "all"]), in: "header" }],
])("nothing is sent where %s", (_, parameter) => {
  expect(parametersOf(parameter)).toBeUndefined();
});

test("what the document requires with one value goes before", () => {
  const fixed = { ...choice("state", ["all"]), required: true };
  expect(parametersOf(fixed, choice("type", ["a", "all"]))).toEqual({ state: "all", type: "all" });
});
