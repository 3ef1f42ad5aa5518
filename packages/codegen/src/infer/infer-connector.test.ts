import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { connectorProblems } from "@waybill/sync/connector";
import type { JsonObject } from "@waybill/sync/connector";
import { onlyStream, streamsOf } from "../../test/infer-stream.ts";
import {
  array,
  documentOf,
  flag,
  get,
  instant,
  integer,
  listDocument,
  object,
  query,
  text,
} from "../../test/list-document.ts";
import { loadDocument } from "../load/load-document.ts";
import { memoryIo } from "../../test/memory-io.ts";
import { DocumentError } from "../load/read/document-error.ts";
import { inferConnector } from "./infer-connector.ts";

describe("required parameters", () => {
  const needs = (schema: object) => ({ ...query("version"), required: true, schema: { type: "string", ...schema } });
  const paging = { ...query("cursor"), required: true };

  test("with one possible value are constants, with a default too", () => {
    expect(onlyStream({ parameters: [needs({ enum: ["2026-01"] })] }).stream.list).toMatchObject({
      parameters: { version: "2026-01" },
      required: undefined,
    });
    expect(onlyStream({ parameters: [needs({ default: "v2" })] }).stream.list.parameters).toEqual({ version: "v2" });
  });

  test("of path and query that nothing fills are listed, and told", () => {
    const { connector, report } = inferConnector(listDocument({ path: "/{tenant}/contacts", parameters: [needs({})] }));
    expect(connector.streams["contacts"]?.list.required).toEqual(["version", "path:tenant"]);
    expect(report.couldNotTell).toContainEqual({
      stream: "contacts",
      question: "required",
      why: expect.stringContaining("version"),
    });
  });

  test("that paging fills are neither", () => {
    const { list } = onlyStream({
      parameters: [paging],
      answer: (record) => object({ data: array(record), next_cursor: text }),
    }).stream;
    expect(list.required).toBeUndefined();
  });

  test("of headers are listed as those of the query are, so that a connection can fill them", () => {
    const { connector, report } = inferConnector(
      listDocument({ parameters: [{ name: "X-Tenant", in: "header", required: true, schema: text }] }),
    );
    expect(connector.streams["contacts"]?.list.required).toEqual(["header:X-Tenant"]);
    expect(report.couldNotTell).toContainEqual({
      stream: "contacts",
      question: "required",
      why: "nothing fills header:X-Tenant",
    });
  });
});

test("text that is empty names nothing, and what comes out is sound", () => {
  const empty = { name: "", required: true, schema: text };
  const { connector } = inferConnector({
    ...listDocument({ parameters: [query(""), { ...empty, in: "header" }] }),
    info: { title: "", version: "" },
    security: [{ "": [""] }],
    components: {
      securitySchemes: {
        "": {
          type: "oauth2",
          flows: { implicit: { authorizationUrl: "", tokenUrl: "", refreshUrl: "", scopes: { "": "" } } },
        },
        key: { type: "apiKey", in: "header", name: "" },
      },
    },
  });
  expect(connectorProblems(connector)).toEqual([]);
});

test("an operationId that is empty is none", () => {
  const { connector } = inferConnector(
    documentOf({ "/contacts": { get: { ...get(array(object({ id: text }))), operationId: "" } } }),
  );
  expect(connector.streams["contacts"]?.list.operationId).toBeUndefined();
});

test("a version header that most lists take is sent with every request, and required by none", () => {
  const version = {
    name: "Harbor-Version",
    in: "header",
    required: true,
    schema: { type: "string", default: "2026-01-01" },
  };
  const { connector } = inferConnector(listDocument({ parameters: [version] }));
  expect(connector.headers).toEqual({ "Harbor-Version": "2026-01-01" });
  expect(connector.streams["contacts"]?.list.required).toBeUndefined();
});

test("a list below the records of another stream names it as its parent", () => {
  const parameter = { name: "project_id", in: "path", required: true, schema: text };
  const record = object({ id: text });
  const streams = streamsOf(
    documentOf({
      "/projects": { get: get(array(record)) },
      "/projects/{project_id}/tasks": { get: get(array(record), { parameters: [parameter] }) },
    }),
  );
  expect(streams["GET /projects/{project_id}/tasks"]).toMatchObject({
    parent: { stream: "projects", parameters: { project_id: "/id" } },
    list: { required: undefined },
  });
});

test("the operations on one record are found by their paths", () => {
  const operation = {
    requestBody: { content: { "application/json": { schema: object({ name: text }) } } },
    responses: {},
  };
  const paths = {
    "/contacts": { get: get(array(object({ id: text }))), post: operation },
    "/contacts/{id}": { get: get(object({})), put: operation, patch: operation, delete: operation },
  };
  expect(streamsOf(documentOf(paths))["GET /contacts"]?.operations).toEqual({
    create: "POST /contacts",
    get: "GET /contacts/{id}",
    update: "PATCH /contacts/{id}",
    delete: "DELETE /contacts/{id}",
  });
});

test("what a person may see is a title and plain fields; what is personal or secret is classed", () => {
  const record = object({
    id: text,
    name: text,
    status: text,
    email: text,
    api_key: text,
    password_set: flag,
    created_at: instant,
    owner: object({ phone: text }),
  });
  const { display, classes } = onlyStream({ path: "/parcels", record }).stream;
  expect(display).toEqual({ title: "/name", fields: ["/name", "/status", "/created_at"] });
  expect(classes).toEqual({ "/email": "pii", "/api_key": "secret", "/owner/phone": "pii" });
});

test("the ways to authenticate are those declared, those of the root first", () => {
  const securitySchemes = {
    basic: { type: "http", scheme: "Basic" },
    oauth: {
      type: "oauth2",
      flows: {
        authorizationCode: {
          authorizationUrl: "https://a.test/authorize",
          tokenUrl: "https://a.test/token",
          scopes: { read: "" },
        },
      },
    },
    strange: { type: "mutualTLS" },
    key: { type: "apiKey", in: "header", name: "X-Key" },
  };
  const { connector } = inferConnector({
    ...listDocument(),
    components: { securitySchemes },
    security: [{ oauth: [] }],
  });
  expect(connector.auth).toMatchObject([
    { kind: "oauth2", tokenUrl: "https://a.test/token", scopes: ["read"] },
    { kind: "basic" },
    { kind: "apiKey", name: "X-Key" },
  ]);
});

describe("the address", () => {
  const baseUrlOf = (servers: JsonObject[]) => inferConnector({ ...listDocument(), servers }).connector.baseUrl;

  test("is the first server, its variables at their defaults, without a slash at the end", () => {
    const server = { url: "https://{site}.harbor.test/v1/", variables: { site: { default: "eu" } } };
    expect(baseUrlOf([server, { url: "https://other.test" }])).toBe("https://eu.harbor.test/v1");
  });

  const questionOf = (url: string) => {
    const servers = [{ url, variables: { site: { default: "eu" }, version: { default: "v1" } } }];
    return inferConnector({ ...listDocument(), servers }).report.couldNotTell.find((gap) => gap.question === "baseUrl");
  };

  test("with a host that depends on the customer is asked about, one with a version in its path is not", () => {
    expect(questionOf("https://{site}.harbor.test/{version}")?.why).toContain("{site} stands at its default");
    expect(questionOf("https://harbor.test/{version}")).toBeUndefined();
  });

  test.each([[[]], [[{ url: "/v1" }]]])("of %j has a host that never answers, and a question about it", (servers) => {
    const { connector, report } = inferConnector({ ...listDocument(), servers });
    expect(connector.baseUrl).toMatch(/^https:\/\/unknown\.invalid/);
    expect(report.couldNotTell).toContainEqual(expect.objectContaining({ question: "baseUrl" }));
  });
});

test("an idempotency header of any write is the connector's", () => {
  const parameters = [{ name: "Idempotency-Key", in: "header", schema: text }];
  const { connector } = inferConnector(listDocument({ paths: { "/orders": { post: { parameters, responses: {} } } } }));
  expect(connector.idempotency).toEqual({ header: "Idempotency-Key" });
});

test("the same document gives the same answer, and is left as it was", () => {
  const document = listDocument({ parameters: [query("page", integer)] });
  const before = JSON.stringify(document);
  expect(JSON.stringify(inferConnector(document))).toBe(JSON.stringify(inferConnector(document)));
  expect(JSON.stringify(document)).toBe(before);
});

test("whatever a document holds, the answer is a sound connector or a DocumentError", async () => {
  const names = fc.constantFrom(
    "get",
    "post",
    "parameters",
    "responses",
    "200",
    "content",
    "application/json",
    "schema",
    "type",
    "properties",
    "items",
    "id",
    "data",
    "next",
    "cursor",
    "$ref",
    "name",
    "in",
    "required",
    "allOf",
    "enum",
    "default",
  );
  const leaves = fc.constantFrom<unknown>(
    "array",
    "object",
    "string",
    "query",
    "path",
    "cursor",
    "page",
    "id",
    "#/paths",
    "#/components/schemas/A",
    true,
    0,
    null,
    "",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 9, withCrossShrink: true },
      leaves,
      fc.dictionary(names, tie("tree"), { maxKeys: 5 }),
      fc.array(tie("tree"), { maxLength: 3 }),
    ),
  }));
  const schema = fc.record({ type: fc.constant("array"), items: tree });
  const operation = fc.record({
    parameters: tree,
    responses: fc.record({
      "200": fc.record({ content: fc.record({ "application/json": fc.record({ schema: fc.oneof(schema, tree) }) }) }),
    }),
  });
  const isSound = async (document: JsonObject): Promise<boolean> => {
    try {
      const { document: loaded } = await loadDocument("-", memoryIo({ "-": JSON.stringify(document) }));
      return connectorProblems(inferConnector(loaded).connector).length === 0;
    } catch (error) {
      return error instanceof DocumentError;
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.oneof(operation, tree), tree, tree, (get_, components, servers) =>
      isSound(
        JSON.parse(
          JSON.stringify({
            openapi: "3.1.0",
            info: { title: "x" },
            servers,
            paths: { "/a/{b}/c": { get: get_ } },
            components: { schemas: components },
          }),
        ),
      ),
    ),
    { numRuns: process.env["WAYBILL_LONG"] === "1" ? 5000 : 300 },
  );
});
