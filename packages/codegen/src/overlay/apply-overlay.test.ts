import type { JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { applyOverlay } from "./apply-overlay.ts";
import { parseOverlay } from "./overlay.ts";

const overlayOf = (actions: unknown, version = "1.1.0") =>
  parseOverlay(JSON.stringify({ overlay: version, info: { title: "o", version: "1" }, actions }), "o.yaml");
const apply = (document: JsonObject, ...actions: readonly object[]) => applyOverlay(document, overlayOf(actions));

interface Case {
  readonly document: JsonObject;
  readonly actions: readonly object[];
  readonly want: JsonObject;
}

const cases: Readonly<Record<string, Case>> = {
  "members are merged, to any depth, and those that only one side has stay": {
    document: { info: { title: "A", contact: { name: "x" } } },
    actions: [{ target: "$", update: { info: { version: "2", contact: { url: "u" } } } }],
    want: { info: { title: "A", contact: { name: "x", url: "u" }, version: "2" } },
  },
  "one value is appended to an array, and an array is joined to it": {
    document: { tags: ["a"] },
    actions: [
      { target: "$.tags", update: "b" },
      { target: "$.tags", update: ["c", "d"] },
    ],
    want: { tags: ["a", "b", "c", "d"] },
  },
  "an array inside what is merged is joined": {
    document: { get: { tags: ["a"] } },
    actions: [{ target: "$.get", update: { tags: ["b"] } }],
    want: { get: { tags: ["a", "b"] } },
  },
  "a single value is replaced": {
    document: { info: { title: "A" } },
    actions: [{ target: "$.info.title", update: "B" }],
    want: { info: { title: "B" } },
  },
  "every selected place is changed": {
    document: { paths: { "/a": { get: {} }, "/b": { get: {}, post: {} } } },
    actions: [{ target: "$.paths.*.get", update: { "x-safe": true } }],
    want: { paths: { "/a": { get: { "x-safe": true } }, "/b": { get: { "x-safe": true }, post: {} } } },
  },
  "a filter selects items of an array to take out, several at once": {
    document: { parameters: [{ name: "a" }, { name: "b" }, { name: "a" }] },
    actions: [{ target: "$.parameters[?@.name == 'a']", remove: true }],
    want: { parameters: [{ name: "b" }] },
  },
  "a single value in an array is taken out": {
    document: { tags: ["keep", "drop"] },
    actions: [{ target: "$.tags[?@ == 'drop']", remove: true }],
    want: { tags: ["keep"] },
  },
  "remove: true wins over an update": {
    document: { a: { b: 1 } },
    actions: [{ target: "$.a", remove: true, update: { c: 2 } }],
    want: {},
  },
  "each action sees the outcome of the one before, so that a path can be renamed": {
    document: { paths: { "/items": { get: { operationId: "list" } } } },
    actions: [
      { target: "$.paths", update: { "/things": {} } },
      { target: "$.paths['/things']", copy: "$.paths['/items']" },
      { target: "$.paths['/items']", remove: true },
    ],
    want: { paths: { "/things": { get: { operationId: "list" } } } },
  },
  "a place and one inside it are both changed": {
    document: { a: { a: { n: 1 } } },
    actions: [{ target: "$..a", update: { seen: true } }],
    want: { a: { a: { n: 1, seen: true }, seen: true } },
  },
  "a member called __proto__ is a member like any other": {
    document: { a: {} },
    actions: [{ target: "$.a", update: JSON.parse('{"__proto__":{"polluted":true}}') }],
    want: { a: JSON.parse('{"__proto__":{"polluted":true}}') },
  },
};

test.each(Object.entries(cases))("%s", (_, { document, actions, want }) => {
  const before = structuredClone(document);
  const overlaid = apply(document, ...actions);
  expect(JSON.stringify(overlaid.document)).toBe(JSON.stringify(want));
  expect(overlaid.diagnostics).toEqual([]);
  expect(document).toEqual(before);
});

test("a part that the text writes once and an alias names twice is changed only where it was selected", () => {
  const shared = { type: "string" };
  const { document } = apply({ a: shared, b: shared }, { target: "$.a", update: { format: "date" } });
  expect(document).toEqual({ a: { type: "string", format: "date" }, b: { type: "string" } });
});

test("an action that selects nothing is told, with its place in the overlay, and changes nothing", () => {
  const document = { paths: {} };
  expect(apply(document, { target: "$.info", update: {} }, { target: "$.paths['/a']", remove: true })).toEqual({
    document,
    diagnostics: [
      {
        code: "overlay",
        file: "o.yaml",
        pointer: "/actions/0/target",
        message: "$.info selects nothing in the document, so this action changes nothing.",
      },
      expect.objectContaining({ pointer: "/actions/1/target" }),
    ],
  });
});

describe("refused, with its place, is", () => {
  const document = { info: { title: "A", tags: ["x"] }, list: [1] };

  test.each<readonly [string, object, string]>([
    ["an expression that is no JSONPath", { target: "$.info[", update: {} }, "o.yaml#/actions/0/target: $.info[ is no"],
    [
      "an update of another kind",
      { target: "$.info", update: { title: {} } },
      "At /info/title of the document a single",
    ],
    [
      "a single value for an object",
      { target: "$.info", update: 3 },
      "At /info of the document an object stands there",
    ],
    ["a target of several kinds", { target: "$.*", update: {} }, "selects objects and arrays"],
    ["the whole document, taken out", { target: "$", remove: true }, "leaves no document"],
    ["a copy of nothing", { target: "$.info", copy: "$.none" }, "$.none selects 0"],
    ["a copy of several places", { target: "$.info", copy: "$.*" }, "$.* selects 2"],
  ])("%s", (_, action, message) => {
    expect(() => apply(document, action)).toThrow(message);
  });
});
