import { expect, test } from "vitest";
import type { Json } from "@waybill/sync/connector";
import { createReferences } from "../../load/json/references.ts";
import { createShapeReader } from "./shape.ts";

const schemas = {
  Base: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
  Tree: { type: "object", properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } } },
  Circle: { allOf: [{ $ref: "#/components/schemas/Circle" }, { properties: { name: {} } }] },
};
const read = createShapeReader(createReferences({ components: { schemas } }));
const fieldsOf = (schema: Json) => [...read(schema).fields.keys()];

test.each([
  ["a reference", { $ref: "#/components/schemas/Base" }, ["id"]],
  ["a reference with more beside it", { $ref: "#/components/schemas/Base", properties: { name: {} } }, ["name", "id"]],
  ["a composition", { allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { name: {} } }] }, ["id", "name"]],
  [
    "alternatives",
    { oneOf: [{ $ref: "#/components/schemas/Base" }, { properties: { uuid: {} } }, { type: "null" }] },
    ["id", "uuid"],
  ],
  [
    "alternatives as version 2 documents write them",
    { items: [{ $ref: "#/components/schemas/Base" }, { properties: { uuid: {} } }] },
    ["id", "uuid"],
  ],
  ["a composition of itself", { $ref: "#/components/schemas/Circle" }, ["name"]],
  ["a reference to nothing", { $ref: "#/components/schemas/Missing" }, []],
])("the fields of %s", (_, schema, names) => {
  expect(fieldsOf(schema)).toEqual(names);
});

test("what two parts say of one field holds together", () => {
  const schema = {
    allOf: [{ properties: { a: { properties: { one: {} } } } }, { properties: { a: { properties: { two: {} } } } }],
  };
  expect(fieldsOf(read(schema).fields.get("a") ?? null)).toEqual(["one", "two"]);
});

test("types are those declared and those that fields and items imply", () => {
  expect([...read({ type: ["string", "null"] }).types]).toEqual(["string", "null"]);
  expect([...read({ properties: { a: {} } }).types]).toEqual(["object"]);
  expect([...read({ items: { type: "string" } }).types]).toEqual(["array"]);
  expect(read({ type: "array", items: [{ properties: { a: {} } }] }).items).toEqual({
    anyOf: [{ properties: { a: {} } }],
  });
});

test("a map has no fields of its own", () => {
  expect(read({ type: "object", additionalProperties: { type: "integer" } }).isMap).toBe(true);
  expect(read(schemas.Base).isMap).toBe(false);
});

test("a schema that contains itself is read one level at a time", () => {
  const tree = read({ $ref: "#/components/schemas/Tree" });
  expect(fieldsOf(read(tree.fields.get("children") ?? null).items ?? null)).toEqual(["children"]);
});

const card = { type: "object", required: ["id", "last4"], properties: { id: {}, last4: {} } };
const account = { type: "object", required: ["id", "iban"], properties: { id: {}, iban: {} } };

test.each<readonly [string, Json, readonly string[]]>([
  ["what each alternative requires", { oneOf: [card, account] }, ["id"]],
  ["nothing of one alternative among any", { anyOf: [card, { type: "object" }] }, []],
  ["what the only alternative does that is an object", { anyOf: [{ type: "string" }, card] }, ["id", "last4"]],
  [
    "what those do that are neither null nor a constant",
    { anyOf: [card, { type: "null" }, { enum: [""] }] },
    ["id", "last4"],
  ],
  ["its own beside its alternatives", { required: ["at"], oneOf: [card, account] }, ["at", "id"]],
  ["what its parts do", { allOf: [{ $ref: "#/components/schemas/Base" }, { oneOf: [card, account] }] }, ["id"]],
  ["what alternatives within alternatives do", { oneOf: [{ oneOf: [card, { type: "null" }] }, account] }, ["id"]],
  ["what alternatives of version 2 do", { items: [card, account] }, ["id"]],
  ["nothing of itself", { $ref: "#/components/schemas/Circle" }, []],
])("an object requires %s", (_, schema, names) => {
  expect([...read(schema).required]).toEqual(names);
});

test("a field that several alternatives have requires in it what each of them does", () => {
  const holding = (source: Json): Json => ({ properties: { source } });
  const source = (schema: Json) => [...read(read(schema).fields.get("source") ?? null).required];
  expect(source({ oneOf: [holding(card), holding(account)] })).toEqual(["id"]);
  expect(source({ allOf: [holding(card), holding(account)] })).toEqual(["id", "last4", "iban"]);
});
