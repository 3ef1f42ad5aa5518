import type { Json } from "@waybill/sync/connector";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { copied, isObject } from "./pointer.ts";

const json = fc.jsonValue().map((value): Json => JSON.parse(JSON.stringify(value)) as Json);

test("a copy says the same", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.stringify(copied(value))).toBe(JSON.stringify(value));
    }),
  );
});

test("what is written to a copy is not in what it was copied from, however deep", () => {
  const value = { a: [{ b: 1 }] };
  const copy = copied(value);
  if (isObject(copy)) Object.assign((copy["a"] as readonly object[])[0] ?? {}, { b: 2 });
  expect([value, copy]).toEqual([{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }]);
});

test("a member called __proto__ stays a member", () => {
  const hostile = JSON.parse('{"__proto__":{"admin":true}}') as Json;
  const copy = copied(hostile);
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"admin":true}}');
});
