import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject, Mapping } from "../connector/index.ts";
import { lineage, mapRecord } from "./map-record.ts";
import { plainRecord } from "./plain-record.ts";

const drop = (fields: Mapping["fields"]): Mapping => ({ fields, others: "drop" });

describe("a declared mapping", () => {
  const raw = {
    id: 7,
    full_name: "Ada",
    address: { city: "London", lines: ["1 Way"] },
    created: 1_700_000_000,
    x: null,
  };

  test.each<{ name: string; given: Mapping; want: JsonObject }>([
    { name: "renames", given: drop({ name: "/full_name" }), want: { name: "Ada" } },
    { name: "picks, and leaves out what is absent", given: drop({ id: "/id", no: "/nothing" }), want: { id: 7 } },
    {
      name: "flattens",
      given: drop({ city: "/address/city", line: "/address/lines/0" }),
      want: { city: "London", line: "1 Way" },
    },
    { name: "keeps null", given: drop({ x: "/x" }), want: { x: null } },
    {
      name: "puts a fallback in place of null and of nothing",
      given: drop({ x: { from: "/x", fallback: 0 }, y: { from: "/y", fallback: [] } }),
      want: { x: 0, y: [] },
    },
    {
      name: "keeps the members that no field is taken from and no field replaces",
      given: { fields: { id: "/full_name", city: "/address/city" }, others: "keep" },
      want: { created: 1_700_000_000, x: null, id: "Ada", city: "London" },
    },
    {
      name: "writes epochs as text",
      given: drop({ at: { from: "/created", to: "date-time", written: "epoch-s" } }),
      want: { at: "2023-11-14T22:13:20.000Z" },
    },
  ])("$name", ({ given, want }) => {
    expect(mapRecord(given, raw)).toEqual({ ok: true, data: want });
  });

  test.each<{
    to: "text" | "number" | "boolean" | "date" | "epoch-s" | "epoch-ms";
    given: Json;
    want: Json | undefined;
  }>([
    { to: "text", given: 5, want: "5" },
    { to: "text", given: true, want: "true" },
    { to: "text", given: {}, want: undefined },
    { to: "number", given: "-1.5e3", want: -1500 },
    { to: "number", given: "9007199254740993", want: undefined },
    { to: "number", given: "1,5", want: undefined },
    { to: "number", given: "", want: undefined },
    { to: "number", given: "0x10", want: undefined },
    { to: "number", given: true, want: undefined },
    { to: "boolean", given: "TRUE", want: true },
    { to: "boolean", given: 0, want: false },
    { to: "boolean", given: 2, want: undefined },
    { to: "boolean", given: "yes", want: undefined },
    { to: "date", given: "2025-03-01T23:30:00-02:00", want: "2025-03-02" },
    { to: "epoch-s", given: "2025-01-01T00:00:00.900Z", want: 1_735_689_600 },
    { to: "epoch-ms", given: "2025-01-01", want: 1_735_689_600_000 },
    { to: "epoch-ms", given: "2025-02-30", want: undefined },
  ])("makes $to of $given: $want", ({ to, given, want }) => {
    const outcome = mapRecord(drop({ v: { from: "/v", to } }), { v: given });
    expect(outcome.ok ? outcome.data["v"] : undefined).toEqual(want);
  });

  test("an instant that goes to an epoch and back is the same instant", () => {
    fc.assert(
      fc.property(fc.integer({ min: -8_640_000_000_000, max: 8_640_000_000_000 }), (at) => {
        const there = mapRecord(drop({ at: { from: "/at", to: "date-time", written: "epoch-ms" } }), { at });
        const text = there.ok ? there.data : {};
        const back = mapRecord(drop({ at: { from: "/at", to: "epoch-ms" } }), text);
        expect(back).toEqual({ ok: true, data: { at } });
      }),
    );
  });

  test("what cannot be made names the field and never quotes the value", () => {
    const outcome = mapRecord(drop({ age: { from: "/age", to: "number" } }), { age: "secret text" });
    const message =
      'The field /age cannot become the number that "age" is to be, so the record is kept aside. Correct the mapping.';
    expect(outcome).toEqual({ ok: false, pointer: "/age", message });
    expect(JSON.stringify(outcome)).not.toContain("secret text");
  });

  test("the lineage tells of every member where it is from and what was done with it", () => {
    const mapping: Mapping = {
      fields: { id: { from: "/uid", to: "text" }, name: "/n", age: { from: "/age", fallback: 0 }, none: "/none" },
      others: "keep",
    };
    expect(lineage(mapping, { uid: 1, n: "Ada", "a/b": true })).toEqual([
      { name: "a/b", from: "/a~1b", how: "kept", value: true },
      { name: "id", from: "/uid", how: "converted", to: "text", value: "1" },
      { name: "name", from: "/n", how: "as sent", value: "Ada" },
      { name: "age", from: "/age", how: "fallback", value: 0 },
      { name: "none", from: "/none", how: "absent" },
    ]);
  });
});

describe("invariant 81: prototype keys, very deep or very large records are safe and bounded", () => {
  const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":2,"id":"a"}') as JsonObject;

  test("a mapping reads and writes them as members like others", () => {
    const mapping = JSON.parse('{"fields":{"__proto__":"/constructor","p":"/__proto__/polluted"},"others":"keep"}');
    const outcome = mapRecord(mapping as Mapping, hostile);
    const data = outcome.ok ? outcome.data : {};
    expect(new Map(Object.entries(data))).toEqual(
      new Map<string, unknown>([
        ["__proto__", 2],
        ["id", "a"],
        ["p", 1],
      ]),
    );
    expect([Object.getPrototypeOf(data), Reflect.get({}, "polluted")]).toEqual([Object.prototype, undefined]);
    expect(mapRecord(drop({ inherited: "/toString", of: "/hasOwnProperty" }), { id: "a" })).toEqual({
      ok: true,
      data: {},
    });
  });

  test("what a function makes is stored only if it is plain JSON", () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    for (const made of [
      new Date(0),
      null,
      [],
      7,
      new Map(),
      { at: new Date(0) },
      { f: () => 1 },
      { n: Number.NaN },
      { u: undefined },
      { b: 1n },
      circle,
    ]) {
      expect(() => plainRecord(made)).toThrow(/JSON|stored/);
    }
    expect(plainRecord({ a: [1, { b: null }] })).toEqual({ a: [1, { b: null }] });
    expect(plainRecord(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
  });
});
