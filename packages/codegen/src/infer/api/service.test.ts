import { expect, test } from "vitest";
import { readModel } from "../document/operation.ts";
import { inferService } from "./service.ts";

const baseUrlOf = (url: string): string =>
  inferService(readModel({ openapi: "3.1.0", info: { title: "A", version: "1" }, paths: {}, servers: [{ url }] }), "A")
    .value.baseUrl;

test.each([
  ["https://api.a.test/v1/", "https://api.a.test/v1"],
  [" https://api.a.test ", "https://api.a.test"],
  ["https://{tenant}.a.test/v1", "https://{tenant}.a.test/v1"],
  ["https://a.test/my api\u2028s", "https://a.test/my%20api%E2%80%A8s"],
])("%j is the address %s", (url, want) => {
  expect(baseUrlOf(url)).toBe(want);
});

test.each([
  ["/v1", "https://unknown.invalid/v1"],
  ["https:// /v1", "https://unknown.invalid"],
  ["https://\u2028", "https://unknown.invalid"],
  ["https:///v1", "https://unknown.invalid"],
  ["ftp://a.test", "https://unknown.invalid"],
])("%j names no host: requests go nowhere until the connection says where", (url, want) => {
  expect(baseUrlOf(url)).toBe(want);
});

const sureOf = (url: string, values?: readonly string[]) => {
  const region = { default: values?.[0] ?? "eu", ...(values && { enum: values }) };
  const servers = [{ url, variables: { protocol: { default: "https", enum: ["https", "http"] }, region } }];
  return inferService(readModel({ openapi: "3.1.0", info: {}, paths: {}, servers }), "A");
};

test.each<readonly [string, string, readonly string[] | undefined]>([
  ["https://a.test/{region}", "{region} is one of eu, us, and stands at its default, eu", ["eu", "us"]],
  ["https://{region}.a.test", "{region} is one of eu, us, and stands at its default, eu", ["eu", "us"]],
  ["{region}", "{region} is one of https://eu.a.test, https://b.test", ["https://eu.a.test", "https://b.test"]],
  ["https://{region}.a.test", "one of eu, b, c, d, e, f and 2 more", ["eu", "b", "c", "d", "e", "f", "g", "h"]],
  ["https://{region}.a.test/v1", "whose host depends on the customer: {region} stands at its default", undefined],
  ["{protocol}://{region}.a.test", "whose host depends on the customer: {region} stands at its default", undefined],
])("%j is asked about: %s", (url, want, values) => {
  expect(sureOf(url, values)).toMatchObject({ confidence: 0.7, evidence: [expect.stringContaining(want)] });
});

test.each<readonly [string, readonly string[] | undefined]>([
  ["{protocol}://{region}.a.test", ["eu"]],
  ["https://a.test/{region}", undefined],
])("%j with a region among %j leaves nothing to ask", (url, values) => {
  expect(sureOf(url, values)).toMatchObject({ confidence: 0.95, evidence: ["the first server"] });
});

const titleOf = (title: string, name?: string): string =>
  inferService(readModel({ openapi: "3.1.0", info: { title, version: "1" }, paths: {} }), name).value.title;

test.each([
  ["Harbor CRM", "Harbor CRM"],
  ["Harbor CRM API", "Harbor CRM"],
  ["Harbor REST API.", "Harbor"],
  ["Harbor API v1", "Harbor"],
  ["Harbor V3 API", "Harbor"],
  ["v1: Harbor API", "Harbor"],
  ["The Harbor Cloud platform REST API", "Harbor Cloud platform"],
  ["Harbor's API documentation", "Harbor"],
  ["Harbor's official OpenAPI spec + extensions", "Harbor"],
  ["Harbor API Endpoints", "Harbor"],
  ["Swagger Petstore - OpenAPI 3.0", "Swagger Petstore"],
  ["Harbor API Reference", "Harbor"],
  ["Harbor API (sandbox)", "Harbor"],
  ["Harbor (REST API)", "Harbor"],
  ["Harbor & Quay – API 2026-01-31", "Harbor & Quay"],
  ["Harbor, API", "Harbor"],
  ["Harbor API Gateway", "Harbor API Gateway"],
  ["Harbor API Gateway API", "Harbor API Gateway"],
  ["API", "API"],
  ["API Harbor", "API Harbor"],
  ["Theseus", "Theseus"],
  [" ", "Unnamed"],
])("a document called %j is that of %s", (written, want) => {
  expect(titleOf(written)).toBe(want);
});

test("of a title without an end only the beginning is read", () => {
  expect(titleOf("API ".repeat(50_000))).toHaveLength(195);
  expect(titleOf("-".repeat(200_000))).toHaveLength(200);
});

test("a name that somebody gives is left as it is", () => {
  expect(titleOf("Harbor", "Tide API v2")).toBe("Tide API v2");
});
