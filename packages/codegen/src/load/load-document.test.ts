import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryIo } from "../../test/memory-io.ts";
import { DocumentError } from "./read/document-error.ts";
import { loadDocument } from "./load-document.ts";

const minimal = "openapi: 3.1.0\ninfo: {title: Harbor, version: '1'}\npaths: {}\n";
const errorOf = async (work: Promise<unknown>): Promise<DocumentError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DocumentError) return error;
  throw new Error(`No DocumentError: ${String(error)}`);
};

describe("files", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "waybill-load-"));
    await writeFile(join(folder, "api.yaml"), minimal);
    await writeFile(join(folder, "outside.yaml"), "Contact: {type: object}\n");
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("a path and a file: URL give the same document", async () => {
    const path = join(folder, "api.yaml");
    const [byPath, byUrl] = [await loadDocument(path), await loadDocument(pathToFileURL(path).href)];
    expect(byPath.document).toEqual(byUrl.document);
    expect(byPath).toMatchObject({ format: "yaml", version: "3.1", saidVersion: "3.1.0", path, diagnostics: [] });
  });

  test("a missing file, a directory and an address that answers nothing are refused by name", async () => {
    expect(await errorOf(loadDocument(join(folder, "none.yaml")))).toMatchObject({ code: "not-found" });
    expect(await errorOf(loadDocument(folder))).toMatchObject({ code: "is-directory" });
    expect(await errorOf(loadDocument("http://127.0.0.1:1/openapi.json"))).toMatchObject({ code: "unreadable" });
    const password = await errorOf(loadDocument("http://user:secret@127.0.0.1:1/openapi.json"));
    expect(password).toMatchObject({ code: "unreadable", file: "http://127.0.0.1:1/openapi.json" });
    expect(password.message).not.toContain("secret");
  });

  test("a link that leads out of the document's folder is refused", async () => {
    const inner = await mkdtemp(join(folder, "inner-"));
    await symlink(join(folder, "outside.yaml"), join(inner, "contact.yaml"));
    const schema =
      "{get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: 'contact.yaml#/Contact'}}}}}}}";
    await writeFile(join(inner, "api.yaml"), minimal.replace("{}", `{/contacts: ${schema}}`));
    const error = await errorOf(loadDocument(join(inner, "api.yaml")));
    expect(error).toMatchObject({
      code: "outside-reference",
      pointer: "/paths/~1contacts/get/responses/200/content/application~1json/schema",
    });
  });
});

test("standard input is read for -", async () => {
  const loaded = await loadDocument("-", memoryIo({ "-": minimal }));
  expect(loaded).toMatchObject({ file: "standard input", path: undefined });
});

test("a message names the file, what is wrong and what to do", async () => {
  const error = await errorOf(loadDocument("-", memoryIo({ "-": "" })));
  expect(error.message).toBe("standard input: The file is empty. Give an OpenAPI document in YAML or JSON.");
});

test("version 2.0 becomes 3.1 with its parameters, schemas, security and address", async () => {
  const swagger = {
    swagger: "2.0",
    info: { title: "Harbor", version: "1" },
    host: "api.harbor.test",
    basePath: "/v1",
    schemes: ["https"],
    produces: ["application/json"],
    securityDefinitions: { key: { type: "apiKey", in: "header", name: "X-Key" } },
    paths: {
      "/contacts": {
        get: {
          parameters: [{ name: "limit", in: "query", type: "integer", maximum: 100 }],
          responses: {
            "200": { description: "ok", schema: { type: "array", items: { $ref: "#/definitions/Contact" } } },
          },
        },
      },
    },
    definitions: { Contact: { type: "object", properties: { id: { type: "string" } } } },
  };
  const { document, version } = await loadDocument("-", memoryIo({ "-": JSON.stringify(swagger) }));
  expect(version).toBe("2.0");
  expect(document).toMatchObject({
    openapi: "3.1.1",
    servers: [{ url: "https://api.harbor.test/v1" }],
    components: { securitySchemes: { key: { type: "apiKey" } }, schemas: { Contact: { type: "object" } } },
    paths: {
      "/contacts": {
        get: {
          parameters: [{ name: "limit", schema: { type: "integer", maximum: 100 } }],
          responses: {
            "200": { content: { "application/json": { schema: { items: { $ref: "#/components/schemas/Contact" } } } } },
          },
        },
      },
    },
  });
});

test("version 3.0's nullable becomes a type, and 3.2 is read as 3.1", async () => {
  const nullable = {
    openapi: "3.0.3",
    info: {},
    paths: {},
    components: { schemas: { A: { type: "string", nullable: true } } },
  };
  const upgraded = await loadDocument("-", memoryIo({ "-": JSON.stringify(nullable) }));
  expect(upgraded.document).toMatchObject({
    openapi: "3.1.1",
    components: { schemas: { A: { type: ["string", "null"] } } },
  });
  const newer = await loadDocument("-", memoryIo({ "-": minimal.replace("3.1.0", "3.2.0") }));
  expect(newer).toMatchObject({ version: "3.2", document: { openapi: "3.1.1" } });
});
