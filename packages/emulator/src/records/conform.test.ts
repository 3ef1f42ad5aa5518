import type { Json, JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { schemaReader } from "../document/schema.ts";
import { conform, type ConformOptions } from "./conform.ts";
import { beginRecord } from "./making.ts";
import { words } from "./words.ts";

const own = words();
const reader = schemaReader({});
const instants = { created: Date.UTC(2026, 0, 1), updated: Date.UTC(2026, 1, 1), event: Date.UTC(2026, 0, 2) };

function shown(value: Json, schema: JsonObject, misfits: ConformOptions["misfits"] = "convert"): Json {
  const making = beginRecord({ words: own, seed: 7, instants, stream: "contacts" });
  return conform(value, schema, { reader, making, misfits });
}

const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: "object",
  properties,
  required,
});
const text = { type: "string" } as const;

describe("a value of another type than the answer has", () => {
  test.each<readonly [string, Json, JsonObject, Json]>([
    ["a number that is wanted as text", 17, text, "17"],
    ["text that spells a number", "17", { type: "integer" }, 17],
    ["text that spells a truth", "true", { type: "boolean" }, true],
    ["a truth that is counted", true, { type: "number" }, 1],
    ["one of a list", "a", { type: "array", items: text }, ["a"]],
    ["a list of one", [{ id: "a" }], object({ id: text }, ["id"]), { id: "a" }],
    ["an object that only its key is shown of", { id: "a", size: 1 }, text, "a"],
    ["the key of an object", "fra1", object({ slug: text, name: text }, ["slug"]), { slug: "fra1" }],
    ["a number as the key of an object", 17, object({ id: text }, ["id"]), { id: "17" }],
  ])("is read as what it means: %s", (_, value, schema, want) => {
    expect(shown(value, schema)).toEqual(want);
    expect(shown({ at: value }, object({ at: schema }))).toEqual({ at: want });
  });

  test.each<readonly [string, Json, JsonObject]>([
    ["a word outside the enumeration", "folder", { type: "string", enum: ["assignment"] }],
    ["nothing where something has to be", null, { type: "string", const: "assignment" }],
    ["words that spell no number", "many", { type: "integer", enum: [3] }],
  ])("gives way to the vendor's own where it means nothing: %s", (_, value, schema) => {
    expect(shown({ at: value }, object({ at: schema }))).toEqual({
      at: schema["const"] ?? (schema["enum"] as Json[])[0],
    });
  });

  test("of an enumeration of several is one of them", () => {
    expect(["a", "b"]).toContain(shown("c", { type: "string", enum: ["a", "b"] }));
  });

  test("stays where it is to be kept", () => {
    const schema = object({ at: { type: "integer" } });
    expect(shown({ at: "many" }, schema, "keep")).toEqual({ at: "many" });
  });

  test("is converted only where no alternative holds it as it is", () => {
    const schema = { oneOf: [object({ size: { type: "integer" } }, ["size"]), object({ size: text }, ["size"])] };
    expect(shown({ size: "17" }, schema)).toEqual({ size: "17" });
    expect(shown({ size: true }, schema)).toEqual({ size: 1 });
  });
});

test("what a schema does not know stays, unless it forbids it", () => {
  const value = { a: "x", more: 1 };
  expect(shown({ ...value, n: 1 }, object({ a: text, n: text }))).toEqual({ ...value, n: "1" });
  expect(shown(value, { ...object({ a: text }), additionalProperties: false })).toEqual({ a: "x" });
});
