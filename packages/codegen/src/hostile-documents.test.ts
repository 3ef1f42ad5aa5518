import * as fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { memoryIo } from "../test/memory-io.ts";
import { mutate, mutations } from "../test/mutate.ts";
import { generate } from "./generate.ts";
import { DocumentError } from "./load/read/document-error.ts";

const runs = process.env["WAYBILL_LONG"] === undefined ? 150 : 5000;

const contact = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string", description: "The key" },
    kind: { type: "string", enum: ["person", "firm"] },
    owner: { $ref: "#/components/schemas/Owner" },
    updated_at: { type: "string", format: "date-time" },
    tags: { type: "array", items: { type: "string" } },
  },
};
const schemas = {
  Contact: contact,
  Owner: { allOf: [{ $ref: "#/components/schemas/Person" }, { type: "object", properties: { since: { const: 3 } } }] },
  Person: { type: "object", discriminator: { propertyName: "type", mapping: { o: "#/components/schemas/Owner" } } },
  Page: {
    type: "object",
    properties: {
      data: { type: "array", items: { $ref: "#/components/schemas/Contact" } },
      next_cursor: { oneOf: [{ type: "string" }, { type: "null" }] },
    },
  },
};
const ok = (schema: JsonObject): JsonObject => ({
  "200": { description: "ok", content: { "application/json": { schema } } },
});
const modern: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Harbor", version: "1" },
  servers: [{ url: "https://{region}.harbor.test", variables: { region: { default: "eu" } } }],
  security: [{ key: [] }],
  paths: {
    "/contacts": {
      parameters: [{ name: "X-Version", in: "header", schema: { type: "string" } }],
      get: {
        operationId: "listContacts",
        summary: "List contacts",
        tags: ["contacts"],
        parameters: [
          { name: "cursor", in: "query", schema: { type: "string" } },
          { $ref: "#/components/parameters/Limit" },
          { name: "updated_since", in: "query", schema: { type: "string", format: "date-time" } },
        ],
        responses: ok({ $ref: "#/components/schemas/Page" }),
      },
      post: {
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Contact" } } } },
        responses: ok({ $ref: "#/components/schemas/Contact" }),
      },
    },
    "/contacts/{id}": {
      get: {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: ok({ $ref: "#/components/schemas/Contact" }),
      },
    },
  },
  components: {
    schemas,
    parameters: { Limit: { name: "limit", in: "query", schema: { type: "integer", maximum: 100, default: 20 } } },
    securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
  },
};
const older: JsonObject = { ...modern, openapi: "3.0.3" };
const oldest: JsonObject = {
  swagger: "2.0",
  info: { title: "Harbor", version: "1" },
  host: "api.harbor.test",
  basePath: "/v1",
  securityDefinitions: { key: { type: "apiKey", in: "header", name: "X-Key" } },
  parameters: { limit: { name: "limit", in: "query", type: "integer", maximum: 100 } },
  paths: {
    "/contacts": {
      get: {
        produces: ["application/json"],
        parameters: [{ $ref: "#/parameters/limit" }, { name: "offset", in: "query", type: "integer" }],
        responses: {
          "200": { description: "ok", schema: { type: "array", items: { $ref: "#/definitions/Contact" } } },
        },
      },
      post: {
        parameters: [{ name: "body", in: "body", schema: { $ref: "#/definitions/Contact" } }],
        responses: { "201": { description: "ok", schema: { $ref: "#/definitions/Contact" } } },
      },
    },
  },
  definitions: { Contact: { type: "object", properties: { id: { type: "string" }, at: { type: "string" } } } },
};

/** What is wrong with what comes out; a refusal that explains itself is right. */
const outcome = async (document: JsonObject): Promise<readonly string[]> => {
  try {
    const io = memoryIo({ "-": JSON.stringify(document) });
    const { files } = await generate({ source: "-", outDir: "/nowhere", write: false, io });
    return files.flatMap(({ path, text }) => syntaxFaults(path, text));
  } catch (error) {
    if (error instanceof DocumentError && error.next !== "") return [];
    throw error;
  }
};

/** What the compiler's parser says of a text, and what of it would run when the file is loaded beyond its one declaration. */
function syntaxFaults(path: string, text: string): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const { diagnostics = [] } = ts.transpileModule(text, { fileName: "text.ts", reportDiagnostics: true });
  const strangers = source.statements.filter(
    (statement) =>
      !ts.isImportDeclaration(statement) &&
      !ts.isVariableStatement(statement) &&
      !ts.isInterfaceDeclaration(statement) &&
      !ts.isTypeAliasDeclaration(statement) &&
      !ts.isFunctionDeclaration(statement),
  );
  return [
    ...diagnostics.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`),
    ...strangers.map((statement) => `${path}: ${statement.getText()}`),
  ];
}

describe.each([
  ["3.1", modern],
  ["3.0", older],
  ["2.0", oldest],
])("a document of version %s", (_, document) => {
  test("is generated from as it is", async () => {
    expect(await outcome(document)).toEqual([]);
  });

  test(
    "with anything anywhere gives files that parse, or an error that explains itself",
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          expect(await outcome(mutate(document, changes))).toEqual([]);
        }),
        { numRuns: runs },
      );
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );
});
