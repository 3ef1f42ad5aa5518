import { expect, test } from "vitest";
import { readModel } from "./operation.ts";
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
