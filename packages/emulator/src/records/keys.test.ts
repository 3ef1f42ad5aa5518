import type { JsonObject } from "@waybill/sync/connector";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyMaker } from "./keys.ts";

const make = (schema: JsonObject, seed = 1) => keyMaker({ schema, seed, name: "contacts /id", prefix: "con", step: 3 });

const shapes: readonly (readonly [string, JsonObject, RegExp])[] = [
  ["an integer", { type: "integer" }, /^\d{4,}$/],
  ["a UUID", { type: "string", format: "uuid" }, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/],
  [
    "the vendor's example",
    { type: "string", example: "pro_01gsz97mq9pa4fkyy0wqenepkz" },
    /^pro_\d\d[a-z]{3}[a-z0-9]{21}$/,
  ],
  ["digits", { type: "string", example: "1204567890" }, /^[1-9]\d{9}$/],
  ["a pattern", { type: "string", pattern: "^[A-Z0-9]{26}$" }, /^[A-Z0-9]{26}$/],
  ["a greatest length", { type: "string", maxLength: 8 }, /^[a-z0-9]{8}$/],
  ["nothing", {}, /^con_[a-z0-9]{14}$/],
  ["a date", { type: "string", format: "date" }, /^\d{4}-\d\d-\d\d$/],
];

describe("keys", () => {
  test.each(shapes)("look like %s", (_, schema, wanted) => {
    for (const n of [0, 1, 77, 4095]) expect(JSON.stringify(make(schema).at(n)).replaceAll('"', "")).toMatch(wanted);
  });

  test.each(shapes)("never collide: %s", (_, schema) => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.uniqueArray(fc.nat(Math.min(2 ** 30, make(schema).capacity - 1)), { minLength: 2, maxLength: 40 }),
        (seed, numbers) => {
          const maker = make(schema, seed);
          const seen = new Set(numbers.map((n) => maker.at(n)));
          expect(seen.size).toBe(new Set(numbers).size);
        },
      ),
    );
  });

  test.each(shapes)("lead back to their number, as values and as texts: %s", (_, schema) => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(Math.min(2 ** 30, make(schema).capacity - 1)), (seed, n) => {
        const maker = make(schema, seed);
        expect([maker.numberOf(maker.at(n)), maker.numberOf(String(maker.at(n) as string | number))]).toEqual([n, n]);
        expect(maker.numberOf("no key of anybody's")).toBeUndefined();
      }),
    );
  });

  test("are all different even where there are few of them", () => {
    const maker = make({ type: "string", maxLength: 4 });
    const keys = new Set(Array.from({ length: maker.capacity }, (_, n) => maker.at(n)));
    expect([maker.capacity, keys.size]).toEqual([67_600, 67_600]);
  });

  test("grow where they are numbers", () => {
    const maker = make({ type: "integer" });
    const keys = Array.from({ length: 50 }, (_, n) => maker.at(n) as number);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  test("are as many as an enumeration has values", () => {
    const maker = make({ enum: ["eur", "usd", null] });
    expect([maker.capacity, maker.at(0), maker.at(1)]).toEqual([2, "eur", "usd"]);
  });
});
