import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../connector/json.ts";
import type { Pointer } from "../connector/refs.ts";
import { recordKey } from "./record-key.ts";

const scalar = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40, unit: "binary" }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
);

const accepted: readonly { given: string; primaryKey: readonly Pointer[]; want: string }[] = [
  { given: `{"id":"abc"}`, primaryKey: ["/id"], want: "abc" },
  { given: `{"id":1}`, primaryKey: ["/id"], want: "1" },
  { given: `{"id":"1"}`, primaryKey: ["/id"], want: "1" },
  { given: `{"id":0}`, primaryKey: ["/id"], want: "0" },
  { given: `{"id":false}`, primaryKey: ["/id"], want: "false" },
  { given: `{"id":"9007199254740993"}`, primaryKey: ["/id"], want: "9007199254740993" },
  { given: `{"a":{"b/c":"deep"}}`, primaryKey: ["/a/b~1c"], want: "deep" },
  { given: `{"a":1,"b":"x"}`, primaryKey: ["/a", "/b"], want: `["1","x"]` },
  { given: `{"a":"1,2","b":""}`, primaryKey: ["/a", "/b"], want: `["1,2",""]` },
  { given: `{"__proto__":"p"}`, primaryKey: ["/__proto__"], want: "p" },
];

test.each(accepted)("$given by $primaryKey is $want", ({ given, primaryKey, want }) => {
  expect(recordKey({ primaryKey }, JSON.parse(given) as JsonObject)).toEqual({ ok: true, key: want });
});

const refused: readonly { given: string; primaryKey: readonly Pointer[]; reason: string; pointer: string }[] = [
  { given: `{}`, primaryKey: ["/id"], reason: "missing_key", pointer: "/id" },
  { given: `{"id":null}`, primaryKey: ["/id"], reason: "missing_key", pointer: "/id" },
  { given: `{"id":""}`, primaryKey: ["/id"], reason: "missing_key", pointer: "/id" },
  { given: `{"id":{"x":1}}`, primaryKey: ["/id"], reason: "invalid_key", pointer: "/id" },
  { given: `{"id":[1]}`, primaryKey: ["/id"], reason: "invalid_key", pointer: "/id" },
  { given: `{"a":1,"b":null}`, primaryKey: ["/a", "/b"], reason: "missing_key", pointer: "/b" },
  { given: `{"id":"${"k".repeat(1_025)}"}`, primaryKey: ["/id"], reason: "invalid_key", pointer: "/id" },
  { given: `{}`, primaryKey: ["/__proto__"], reason: "missing_key", pointer: "/__proto__" },
  { given: `{}`, primaryKey: ["/constructor"], reason: "missing_key", pointer: "/constructor" },
];

test.each(refused)("$given by $primaryKey has no key: $reason", ({ given, primaryKey, reason, pointer }) => {
  expect(recordKey({ primaryKey }, JSON.parse(given) as JsonObject)).toMatchObject({ ok: false, reason, pointer });
});

test("a refusal never repeats what the vendor sent", () => {
  const outcome = recordKey({ primaryKey: ["/id"] }, { id: { secret: "hunter2" } });
  expect(JSON.stringify(outcome)).not.toContain("hunter2");
});

test("two records have one composite key only if every part has the same text", () => {
  fc.assert(
    fc.property(fc.tuple(scalar, scalar), fc.tuple(scalar, scalar), ([a, b], [c, d]) => {
      const primaryKey = ["/x", "/y"] as const;
      const one = recordKey({ primaryKey }, { x: a, y: b });
      const two = recordKey({ primaryKey }, { x: c, y: d });
      expect(JSON.stringify(one) === JSON.stringify(two)).toBe(String(a) === String(c) && String(b) === String(d));
    }),
  );
});

test("without key fields a record is identified by its content, in any order of its members", () => {
  const key = recordKey({ primaryKey: [] }, { a: 1, b: 2 });
  expect(key).toEqual({ ok: true, key: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(recordKey({ primaryKey: [] }, { b: 2, a: 1 })).toEqual(key);
  expect(recordKey({ primaryKey: [] }, { a: 1, b: 3 })).not.toEqual(key);
});

test("a record too deep to be identified by its content is refused, not thrown", () => {
  const deep = JSON.parse(`{"a":`.repeat(300) + "1" + "}".repeat(300)) as JsonObject;
  expect(recordKey({ primaryKey: [] }, deep)).toMatchObject({ ok: false, reason: "too_large" });
});
