import { expect, test } from "vitest";
import { array, documentOf, get, integer, object, query, text } from "../../test/list-document.ts";
import { shake } from "./shake.ts";

const schemas = {
  Contact: object({ id: text, company: { $ref: "#/components/schemas/Company" } }),
  Company: object({ parent: { $ref: "#/components/schemas/Company" } }),
  Unused: object({ contact: { $ref: "#/components/schemas/Contact" } }),
};
const contacts = array({ $ref: "#/components/schemas/Contact" });
const kept = [{ method: "GET", path: "/contacts" }];

test("what the kept operations stand on stays, the rest goes", () => {
  const document = documentOf(
    { "/contacts": { get: get(contacts), post: get(text) }, "/other": { get: get(text) } },
    { components: { schemas } },
  );
  const shaken = shake(document, kept);
  expect(Object.keys(shaken["paths"] ?? {})).toEqual(["/contacts"]);
  expect(shaken["paths"]).not.toHaveProperty(["/contacts", "post"]);
  expect(Object.keys((shaken["components"] as { schemas: object }).schemas)).toEqual(["Contact", "Company"]);
});

test("parameters of the path stay with its operations", () => {
  const document = documentOf({ "/contacts": { parameters: [query("tenant")], get: get(text) } });
  expect(shake(document, kept)["paths"]).toHaveProperty(["/contacts", "parameters", 0, "name"], "tenant");
});

test("examples and extensions go, properties that are called so stay", () => {
  const schema = {
    ...object({ example: text, examples: array(text), "x-note": text }),
    example: { $ref: "#/nowhere" },
    "x-internal": 1,
  };
  const shaken = JSON.stringify(shake(documentOf({ "/contacts": { get: get(schema) } }), kept));
  expect(shaken).not.toContain("nowhere");
  expect(shaken).not.toContain("x-internal");
  expect(shaken).toContain('"example":{"type":"string"}');
  expect(shaken).toContain('"examples":{"type":"array"');
});

test("a reference to nothing is any value", () => {
  const schema = object({ owner: { $ref: "#/components/schemas/Missing" } });
  const shaken = shake(documentOf({ "/contacts": { get: get(schema) } }), kept);
  expect(JSON.stringify(shaken)).toContain('"owner":{}');
});

test("what is referred to as a schema, and stands where there is none, has the shape of one", () => {
  const odd = { type: "object", allOf: { title: "Harbor" }, oneOf: "none", description: { text: "odd" } };
  const document = documentOf({ "/contacts": { get: get({ $ref: "#/x-odd" }) } }, { "x-odd": odd });
  expect(shake(document, kept)["components"]).toEqual({ schemas: { x_odd: { type: "object" } } });
});

test("a parameter that only other lists declare is declared", () => {
  const document = documentOf({ "/contacts": { get: get(text, { parameters: [query("limit", integer)] }) } });
  const shaken = shake(document, [{ method: "GET", path: "/contacts", undeclared: ["cursor"] }]);
  expect(shaken["paths"]).toMatchObject({
    "/contacts": { get: { parameters: [{ name: "limit" }, { name: "cursor", in: "query", required: false }] } },
  });
});

test("names with slashes and tildes are followed", () => {
  const document = documentOf(
    { "/contacts": { get: get({ $ref: "#/components/schemas/a~1b~0c" }) } },
    { components: { schemas: { "a/b~c": text } } },
  );
  expect(shake(document, kept)["components"]).toEqual({ schemas: { "a/b~c": text } });
});
