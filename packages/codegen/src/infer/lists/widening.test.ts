import { expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import {
  array,
  documentOf,
  flag,
  get,
  integer,
  listDocument,
  object,
  plainRecord,
  query,
  text,
} from "../../../test/list-document.ts";
import { streamsOf } from "../../../test/infer-stream.ts";
import { inferConnector } from "../infer-connector.ts";

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

const byToken = (name: string, schema: JsonObject): unknown =>
  streamsOf(
    listDocument({
      answer: (record) => object({ data: array(record), next_marker: text }),
      parameters: [query("marker"), query(name, schema)],
    }),
  )["GET /contacts"]?.list.parameters;

test.each<readonly [string, JsonObject, JsonObject | undefined]>([
  ["usemarker", flag, { usemarker: true }],
  ["enable_next_marker", flag, { enable_next_marker: true }],
  ["pagination", { ...text, enum: ["legacy", "keyset"] }, { pagination: "keyset" }],
  ["paging_mode", { ...text, enum: ["OFFSET", "TOKEN_BASED"] }, { paging_mode: "TOKEN_BASED" }],
  ["enabledMarker", flag, { enabledMarker: true }],
  ["without_marker", flag, undefined],
  ["user_marker", flag, undefined],
  ["useless_marker", flag, undefined],
  ["usemarker", { ...flag, default: true }, undefined],
  ["pagination", { ...text, enum: ["legacy", "keyset"], default: "keyset" }, undefined],
  ["usemarker", text, undefined],
  ["paginated", flag, undefined],
  ["pagination", { ...text, enum: ["on", "off"] }, undefined],
])("pages by a token are asked for by %s, where %j can do that", (name, schema, want) => {
  expect(byToken(name, schema)).toEqual(want);
});

test("a required parameter that is sent is not asked for as well", () => {
  const { connector, report } = inferConnector(
    listDocument({
      answer: (record) => object({ data: array(record), next_marker: text }),
      parameters: [query("marker"), { ...query("usemarker", flag), required: true }],
    }),
  );
  const list = connector.streams["contacts"]?.list;
  expect({ parameters: list?.parameters, required: list?.required }).toEqual({ parameters: { usemarker: true } });
  expect(report.couldNotTell.filter(({ question }) => question === "required")).toEqual([]);
});

test("pages by number are not asked to be others", () => {
  const parameters = [query("page", integer), query("pagination", { ...text, enum: ["offset", "keyset"] })];
  expect(streamsOf(listDocument({ parameters }))["GET /contacts"]?.list.parameters).toBeUndefined();
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
