import { describe, expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { memoryIo } from "../../../test/memory-io.ts";
import type { Access } from "../read/access.ts";
import { DocumentError } from "../read/document-error.ts";
import { loadDocument } from "../load-document.ts";

const root = (ref: string, more = ""): string =>
  `openapi: 3.1.0\ninfo: {title: Harbor, version: '1'}\npaths:\n  /contacts:\n    get:\n      responses:\n        '200':\n          description: ok\n          content: {application/json: {schema: {type: array, items: {$ref: '${ref}'}}}}\n${more}`;
const load = (
  files: Record<string, string>,
  links: Record<string, string> = {},
  access: Access = {},
): Promise<JsonObject> =>
  loadDocument("/api/openapi.yaml", memoryIo(files, links), undefined, access).then(({ document }) => document);
const itemsOf = (document: JsonObject): unknown =>
  JSON.parse(JSON.stringify(document)).paths["/contacts"].get.responses["200"].content["application/json"].schema.items;

test("a part of another file is brought in once, under components", async () => {
  const document = await load({
    "/api/openapi.yaml": root("schemas.yaml#/Contact"),
    "/api/schemas.yaml": "Contact: {type: object}\n",
  });
  expect(itemsOf(document)).toEqual({ $ref: "#/components/schemas/Contact" });
  expect(document["components"]).toEqual({ schemas: { Contact: { type: "object" } } });
});

test("a whole file is a part named after it, and references inside it are its own", async () => {
  const files = {
    "/api/openapi.yaml": root("schemas/contact.yaml"),
    "/api/schemas/contact.yaml":
      "type: object\nproperties:\n  owner: {$ref: 'owner.yaml'}\n  note: {$ref: '#/definitions/Note'}\ndefinitions: {Note: {type: string}}\n",
    "/api/schemas/owner.yaml": "type: object\nproperties: {contact: {$ref: contact.yaml}}\n",
  };
  expect((await load(files))["components"]).toMatchObject({
    schemas: {
      contact: {
        properties: { owner: { $ref: "#/components/schemas/owner" }, note: { $ref: "#/components/schemas/Note" } },
      },
      owner: { properties: { contact: { $ref: "#/components/schemas/contact" } } },
      Note: { type: "string" },
    },
  });
});

test("a name that is taken is numbered, and a reference back to the root stays local", async () => {
  const components = "components: {schemas: {Contact: {type: string}}}\n";
  const files = {
    "/api/openapi.yaml": root("schemas.yaml#/Contact", components),
    "/api/schemas.yaml": "Contact: {allOf: [{$ref: 'openapi.yaml#/components/schemas/Contact'}]}\n",
  };
  const document = await load(files);
  expect(itemsOf(document)).toEqual({ $ref: "#/components/schemas/Contact_2" });
  expect(document["components"]).toMatchObject({
    schemas: { Contact: { type: "string" }, Contact_2: { allOf: [{ $ref: "#/components/schemas/Contact" }] } },
  });
});

describe("read all the same is", () => {
  test.each<[string, string, Access]>([
    ["a file of a folder that is allowed", "../shared/schemas.yaml#/Contact", { folders: ["/shared"] }],
    ["a private host that is allowed", "http://10.0.0.8:81/schemas.yaml#/Contact", { hosts: ["10.0.0.8:81"] }],
    ["a public address", "https://vendor.test/schemas.yaml#/Contact", {}],
  ])("%s", async (_, ref, access) => {
    const contact = "Contact: {type: object}\n";
    const files = {
      "/api/openapi.yaml": root(ref),
      "/shared/schemas.yaml": contact,
      "http://10.0.0.8:81/schemas.yaml": contact,
      "https://vendor.test/schemas.yaml": contact,
    };
    expect(itemsOf(await load(files, {}, access))).toEqual({ $ref: "#/components/schemas/Contact" });
  });

  test("what stands beside a remote document, and nothing that is on this machine", async () => {
    const files = {
      "https://vendor.test/v1/openapi.yaml": root("schemas.yaml#/Contact"),
      "https://vendor.test/v1/schemas.yaml": "Contact: {$ref: ../shared.yaml#/Contact}",
      "https://vendor.test/shared.yaml": "Contact: {type: object}",
      "https://vendor.test/v1/sly.yaml": root("file:///etc/secret.yaml#/Contact"),
      "/etc/secret.yaml": "Contact: {}",
    };
    const { document, path } = await loadDocument("https://vendor.test/v1/openapi.yaml", memoryIo(files));
    expect(path).toBeUndefined();
    expect(document["components"]).toEqual({
      schemas: { Contact: { $ref: "#/components/schemas/Contact_2" }, Contact_2: { type: "object" } },
    });
    await expect(loadDocument("https://vendor.test/v1/sly.yaml", memoryIo(files))).rejects.toMatchObject({
      code: "outside-reference",
    });
  });
});

test("a path item of another file stands in its place, in every version", async () => {
  for (const version of ["openapi: 3.1.0", "openapi: 3.0.3", "swagger: '2.0'"]) {
    const files = {
      "/api/openapi.yaml": `${version}\ninfo: {title: Harbor, version: '1'}\npaths: {/contacts: {$ref: paths/contacts.yaml}}\n`,
      "/api/paths/contacts.yaml":
        "get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '../contact.yaml'}}}}}}",
      "/api/contact.yaml": "{type: object}",
    };
    expect((await load(files))["paths"]).toHaveProperty(["/contacts", "get", "responses", "200"]);
  }
});

describe("refused is", () => {
  test.each([
    ["a file outside the folder", "../secret.yaml#/Contact"],
    ["an absolute path", "/etc/secret.yaml#/Contact"],
    ["an encoded way out", "%2E%2E/secret.yaml#/Contact"],
    ["a folder whose name begins like the document's", "../api-other/secret.yaml#/Contact"],
    ["another machine's file", "//vendor.test/schemas.yaml#/Contact"],
    ["a private address", "http://10.0.0.8/schemas.yaml#/Contact"],
    ["an address with a password", "https://user:secret@vendor.test/schemas.yaml#/Contact"],
    ["another scheme", "ftp://vendor.test/schemas.yaml#/Contact"],
    ["a file: URL", "file:///etc/secret.yaml#/Contact"],
  ])("%s", async (_, ref) => {
    const files = {
      "/api/openapi.yaml": root(ref),
      "/secret.yaml": "Contact: {}",
      "/etc/secret.yaml": "Contact: {}",
      "/api-other/secret.yaml": "Contact: {}",
    };
    await expect(load(files)).rejects.toMatchObject({ code: "outside-reference" });
  });

  test("a link inside the folder that leads out of it", async () => {
    const files = { "/api/openapi.yaml": root("schemas.yaml#/Contact"), "/secret.yaml": "Contact: {}" };
    await expect(load(files, { "/api/schemas.yaml": "/secret.yaml" })).rejects.toMatchObject({
      code: "outside-reference",
    });
  });

  test("another file from standard input, which has no folder", async () => {
    await expect(loadDocument("-", memoryIo({ "-": root("schemas.yaml#/Contact") }))).rejects.toMatchObject({
      code: "outside-reference",
    });
  });
});

test.each([
  ["a missing file", "none.yaml#/Contact"],
  ["a missing part", "schemas.yaml#/Missing"],
])("%s is an error at the place that refers to it", async (_, ref) => {
  const files = { "/api/openapi.yaml": root(ref), "/api/schemas.yaml": "Contact: {type: object}\n" };
  const error: unknown = await load(files).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DocumentError);
  expect(error).toMatchObject({
    code: "broken-reference",
    pointer: "/paths/~1contacts/get/responses/200/content/application~1json/schema/items",
  });
});
