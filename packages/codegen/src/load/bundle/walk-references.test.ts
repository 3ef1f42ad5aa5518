import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { walkReferences } from "./walk-references.ts";

const found = (document: JsonObject): readonly string[] => {
  const places: string[] = [];
  walkReferences(document, ({ ref, path }) => places.push(`${path.join("/")} -> ${ref}`));
  return places;
};

test("references are found in document order", () => {
  const document = { b: { $ref: "#/x" }, a: [{ $ref: "#/y" }] };
  expect(found(document)).toEqual(["b -> #/x", "a/0 -> #/y"]);
});

test("a $ref in an example, a default or an extension is data", () => {
  const data = { $ref: "#/nothing" };
  expect(found({ schema: { example: data, default: data, enum: [data], "x-note": data } })).toEqual([]);
});

test("a property is a schema, whatever it is called", () => {
  const properties = { example: { $ref: "#/a" }, $ref: { $ref: "#/b" }, "x-note": { $ref: "#/c" } };
  expect(found({ schema: { properties } })).toEqual([
    "schema/properties/example -> #/a",
    "schema/properties/$ref -> #/b",
    "schema/properties/x-note -> #/c",
  ]);
});

test("a shared part is walked once, a circle ends", () => {
  const shared: Record<string, unknown> = { $ref: "#/a" };
  const circle: Record<string, unknown> = { shared };
  circle["self"] = circle;
  expect(found({ one: shared, two: shared, circle } as unknown as JsonObject)).toHaveLength(1);
});
