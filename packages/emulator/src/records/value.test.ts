import type { Json, JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { isObject } from "../document/pointer.ts";
import { schemaReader } from "../document/schema.ts";
import { beginRecord } from "./making.ts";
import { valueFor } from "./value.ts";
import { words } from "./words.ts";

const instants = { created: Date.UTC(2026, 0, 1), updated: Date.UTC(2026, 1, 1), event: Date.UTC(2026, 0, 2) };
const own = words();

/** Values of one schema from many seeds. */
function many(schema: JsonObject, components: JsonObject = {}, field = "thing"): readonly Json[] {
  const reader = schemaReader({ components: { schemas: components } });
  return Array.from({ length: 60 }, (_, seed) => {
    const making = { ...beginRecord({ words: own, seed, instants, stream: "contacts" }), field };
    return valueFor(schema, { reader, making, fullness: "rich" });
  });
}

const record = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: "object",
  properties,
  required,
});

describe("a value", () => {
  test.each<readonly [string, JsonObject, (value: Json) => boolean]>([
    ["an enumeration", { enum: ["a", "b"] }, (value) => value === "a" || value === "b"],
    ["a constant", { const: 7 }, (value) => value === 7],
    ["bounds", { type: "integer", minimum: 3, exclusiveMaximum: 6 }, (value) => [3, 4, 5].includes(value as number)],
    ["a step", { type: "number", multipleOf: 0.25, minimum: 1, maximum: 2 }, (value) => (value as number) % 0.25 === 0],
    [
      "a length",
      { type: "string", minLength: 30, maxLength: 32 },
      (value) => (value as string).length >= 30 && (value as string).length <= 32,
    ],
    ["a pattern", { type: "string", pattern: "^[A-Z]{3}$" }, (value) => /^[A-Z]{3}$/.test(value as string)],
    [
      "an array",
      { type: "array", minItems: 1, maxItems: 1, items: { type: "boolean" } },
      (value) => (value as readonly Json[]).length === 1,
    ],
    [
      "alternatives",
      { oneOf: [{ type: "integer" }, { type: "boolean" }] },
      (value) => typeof value === "number" || typeof value === "boolean",
    ],
    ["an address", { type: "string", format: "email" }, (value) => /^\S+@\S+\.example$/.test(value as string)],
    ["an instant", { type: "string", format: "date-time" }, (value) => !Number.isNaN(Date.parse(value as string))],
  ])("keeps to %s", (_, schema, holds) => {
    expect(many(schema).filter((value) => !holds(value))).toEqual([]);
  });

  test("always has the required members, and the optional ones now and then", () => {
    const made = many(record({ id: { type: "integer" }, note: { type: "string" } }, ["id"])) as readonly JsonObject[];
    expect(made.every((each) => "id" in each)).toBe(true);
    expect(new Set(made.map((each) => "note" in each))).toEqual(new Set([true, false]));
  });

  test("is null only where the schema allows it, and not always", () => {
    const made = many(
      record({ a: { type: ["string", "null"] }, b: { type: "string" } }, ["a", "b"]),
    ) as readonly JsonObject[];
    expect(new Set(made.map(({ a }) => a === null))).toEqual(new Set([true, false]));
    expect(made.some(({ b }) => b === null)).toBe(false);
  });

  test("joins every part of allOf", () => {
    const parts = { allOf: [record({ a: { const: 1 } }, ["a"]), { $ref: "#/components/schemas/B" }] };
    for (const made of many(parts, { B: record({ b: { const: 2 } }, ["b"]) }))
      expect(made).toMatchObject({ a: 1, b: 2 });
  });

  test("names the chosen schema in the discriminator", () => {
    const schema = {
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
      discriminator: { propertyName: "kind", mapping: { woof: "#/components/schemas/Dog" } },
    };
    const animals = {
      Cat: record({ kind: { type: "string" }, purrs: { const: true } }, ["kind", "purrs"]),
      Dog: record({ kind: { type: "string" }, barks: { const: true } }, ["kind", "barks"]),
    };
    const kinds = new Set(many(schema, animals).map((made) => JSON.stringify(made)));
    expect(kinds).toEqual(new Set(['{"kind":"Cat","purrs":true}', '{"kind":"woof","barks":true}']));
  });

  test("ends where schemas contain themselves, required or not", () => {
    const node = record(
      {
        parent: { $ref: "#/components/schemas/Node" },
        children: { type: "array", minItems: 1, items: { $ref: "#/components/schemas/Node" } },
      },
      ["parent", "children"],
    );
    for (const made of many({ $ref: "#/components/schemas/Node" }, { Node: node })) expect(isObject(made)).toBe(true);
  });

  test("leaves write-only members out", () => {
    const made = many(record({ password: { type: "string", writeOnly: true } }, ["password"]));
    expect(made.some((each) => isObject(each) && "password" in each)).toBe(false);
  });

  test("speaks of one person throughout a record", () => {
    const made = many(
      record({ first_name: { type: "string" }, last_name: { type: "string" }, name: { type: "string" } }, [
        "first_name",
        "last_name",
        "name",
      ]),
    ) as readonly JsonObject[];
    for (const each of made)
      expect(each["name"]).toBe(`${each["first_name"] as string} ${each["last_name"] as string}`);
  });
});
