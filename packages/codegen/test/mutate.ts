import * as fc from "fast-check";
import type { Json, JsonObject } from "@waybill/sync/connector";

/** One change to a document: another value in some place, or another name for some member. */
export interface Mutation {
  /** Which of the document's places, taken modulo their number. */
  readonly place: number;
  readonly change: { readonly value: Json } | { readonly name: string };
}

/** Names and texts that mean something to a compiler, to JavaScript or to the specification. */
const loaded = [
  "*/",
  "`${process.exit(1)}`",
  '"',
  "\\",
  "\u2028",
  "\u202E",
  "</script>",
  "__proto__",
  "constructor",
  "toString",
  "$ref",
  "allOf",
  "type",
  "/",
  "~",
  "%",
  "{",
  "",
];

const text = fc.oneof(fc.constantFrom(...loaded), fc.string({ unit: "binary" }));
const schemaLike = fc.constantFrom<Json>(
  { $ref: "#/paths/~1contacts/get/responses/200" },
  { $ref: "#/components/schemas/Contact/properties/id" },
  { $ref: "#/components/schemas/Missing" },
  { $ref: 3 },
  { type: ["object", "object", "array"], allOf: [true, { type: "file" }] },
  { type: "object", enum: ["a"], discriminator: { propertyName: 1, mapping: [] } },
  { allOf: [{ $ref: "#" }], oneOf: [false], required: [null, 1] },
  { enum: [{}, [], null], const: { a: ["`"] } },
);
const value: fc.Arbitrary<Json> = fc.oneof(
  text,
  schemaLike,
  fc.jsonValue({ maxDepth: 3 }).map((json) => json as Json),
);

export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    place: fc.nat(),
    change: fc.oneof(
      value.map((each) => ({ value: each })),
      text.map((name) => ({ name })),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A copy of the document with the changes made one after the other. */
export function mutate(document: JsonObject, changes: readonly Mutation[]): JsonObject {
  const copy = structuredClone(document);
  for (const { place, change } of changes) {
    const places = placesOf(copy);
    const chosen = places[place % Math.max(places.length, 1)];
    if (chosen === undefined) continue;
    const { holder, key } = chosen;
    const given = "value" in change ? change.value : holder[key];
    if ("name" in change) delete holder[key];
    Object.defineProperty(holder, "name" in change ? change.name : key, {
      value: structuredClone(given),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

function placesOf(root: Json): readonly { readonly holder: Record<string, Json>; readonly key: string }[] {
  if (typeof root !== "object" || root === null) return [];
  const holder = root as Record<string, Json>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key] ?? null)]);
}
