import { expect, test } from "vitest";
import { documentOf, get, object, query, text } from "../../test/list-document.ts";
import { emitSchema } from "./emit-schema.ts";

const contacts = [{ method: "GET", path: "/contacts" }];
const emit = (schema: object, more: object = {}): string =>
  emitSchema(documentOf({ "/contacts": { get: get(schema as never) } }, more as never), contacts, "// head");

test("names with per cent signs are written as they are", () => {
  const written = emit(object({ "100%": text, "a%20b": text, plain: { ...text, description: "50 %" } }));
  expect(written).toContain('"100%"?: string');
  expect(written).toContain('"a%20b"?: string');
  expect(written).toContain("50 %");
});

test("what is referred to by its place gets a name of its own", () => {
  const schemas = { Contact: object({ owner: object({ id: text }) }) };
  const written = emit(object({ owner: { $ref: "#/components/schemas/Contact/properties/owner" } }), {
    components: { schemas },
  });
  expect(written).toContain('owner?: components["schemas"]["Contact_properties_owner"];');
  expect(written).toMatch(/Contact_properties_owner: \{\s+id\?: string;/);
});

test.each<[string, object, string]>([
  ["an enumeration of nothing", { type: "string", enum: [] }, "value?: string"],
  ["an enumeration of objects", { type: "string", enum: [{}] }, "value?: string"],
  ["a type that does not exist", { type: "file" }, "value?: unknown"],
  ["one that exists beside one that does not", { type: ["string", "date"] }, "value?: string"],
  ["a schema that is true", { allOf: [true, { type: "string" }] }, "value?: unknown & string"],
])("%s is written as the nearest thing that is true", (_, schema, want) => {
  expect(emit(object({ value: schema as never }))).toContain(want);
});

test("schemas with several types in one another do not multiply without an end", () => {
  let schema: object = { type: ["object", "null"], properties: { id: text } };
  for (let depth = 0; depth < 40; depth += 1) schema = { type: ["object", "null", "array"], allOf: [schema] };
  expect(emit(schema).length).toBeLessThan(200_000);
});

test("the whole document keeps every operation, and each operationId once", () => {
  const document = documentOf({
    "/contacts": { get: get(text, { operationId: "list", parameters: [query("cursor")] }) },
    "/other": { get: get(text, { operationId: "list" }), post: get(text, { operationId: "add" }) },
  });
  const written = emitSchema(document, "all", "// head");
  expect(written).toContain('get: operations["list"]');
  expect(written).toContain('post: operations["add"]');
  expect(written.match(/operations\["list"\]/g)).toHaveLength(1);
});
