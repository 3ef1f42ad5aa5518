import { describe, expect, test } from "vitest";
import { assertBounded } from "./bounds.ts";
import { DocumentError } from "./document-error.ts";
import { parseText } from "./parse-text.ts";

const failure = (source: string): DocumentError => {
  try {
    parseText(source, "api.yaml");
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
  throw new Error("The text was taken.");
};

test.each([
  ["JSON", '{"a": [1, null]}', "json", { a: [1, null] }],
  ["YAML", "a:\n  - 1\n  - ~", "yaml", { a: [1, null] }],
  ["JSON after a byte order mark", '\uFEFF{"a": 1}', "json", { a: 1 }],
  ["YAML that looks like JSON", "{a: 1, b: two}", "yaml", { a: 1, b: "two" }],
  ["YAML dates, which stay text", "a: 2026-01-31", "yaml", { a: "2026-01-31" }],
  ["YAML merge keys", "x: &x {a: 1}\ny:\n  <<: *x\n  b: 2", "yaml", { x: { a: 1 }, y: { a: 1, b: 2 } }],
  ["numeric keys, which are names", "200: ok", "yaml", { "200": "ok" }],
])("reads %s", (_, source, format, value) => {
  expect(parseText(source, "api.yaml")).toEqual({ value, format, diagnostics: [] });
});

test.each([
  ["nothing", "", "empty"],
  ["white space", " \n\t\n", "empty"],
  ["a list", "- 1", "not-openapi"],
  ["a word", "hello", "not-openapi"],
  ["null", "null", "not-openapi"],
])("refuses %s", (_, source, code) => {
  expect(failure(source)).toMatchObject({ code, file: "api.yaml" });
});

test("names line and column of what is neither YAML nor JSON", () => {
  const error = failure('openapi: 3.1.0\ninfo: {title: "x"\npaths: {}\n');
  expect(error).toMatchObject({ code: "syntax", position: { line: 3 } });
  expect(error.message).toMatch(/^api\.yaml:3:\d+: The text is neither YAML nor JSON/);
});

test("names the place of a fault in JSON too", () => {
  expect(failure('{\n  "openapi": "3.1.0",\n  "paths": {,}\n}').position?.line).toBe(3);
});

test("takes the last of two members with one name, and says so", () => {
  const { value, diagnostics } = parseText("a: 1\nb: 2\na: 3\n", "api.yaml");
  expect(value).toEqual({ a: 3, b: 2 });
  expect(diagnostics).toMatchObject([{ code: "duplicate-key", message: expect.stringContaining("line 3") }]);
});

test("a member called __proto__ is a member like any other", () => {
  for (const source of ['{"__proto__": {"polluted": true}}', "__proto__:\n  polluted: true"]) {
    expect(Object.keys(parseText(source, "api").value)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  }
});

describe("aliases", () => {
  const bomb = (levels: number): string => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level <= levels; level += 1)
      lines.push(`a${level}: &a${level} [${`*a${level - 1},`.repeat(10)}]`);
    return lines.join("\n");
  };

  test("that expand to billions of values are refused before anything walks them", () => {
    expect(failure(bomb(12))).toMatchObject({ code: "too-large" });
  });

  test.each([
    "a: &a [*a]",
    "a: [&b [*b]]",
    "{a: &a [*a]}",
    "{a: [x,&b [*b]]}",
    "a:\n  - &b [*b]",
    "a:\n&b\n  - *b",
    '{"a":&a [*a]}',
    "a: !!seq &a [*a]",
    "? &a [*a]\n: x",
    "&a a: {b: &c {d: *c}}",
  ])("are found wherever YAML lets one begin: %j", (source) => {
    expect(failure(source)).toMatchObject({ message: expect.stringMatching(/contains itself|neither YAML nor JSON/) });
  });

  test.each(["\u00A0", "\uFEFF", "\u3000", "\u2028", "\v"])(
    "are found where %j is in their name, which does not end it",
    (space) => {
      expect(failure(`a: &${space}x {b: *${space}x}`)).toMatchObject({
        message: expect.stringMatching("contains itself"),
      });
      expect(failure(`a: &x${space} {b: *x${space}}`)).toMatchObject({
        message: expect.stringMatching("contains itself"),
      });
    },
  );

  test("are found after two byte order marks", () => {
    expect(failure("\uFEFF\uFEFF&a {a: *a}")).toMatchObject({ message: expect.stringMatching("contains itself") });
  });

  test("that expand to thousands are taken", () => {
    expect(Object.keys(parseText(bomb(2), "api.yaml").value)).toEqual(["a0", "a1", "a2"]);
  });

  test.each([
    ["JSON", `{"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["YAML", `a: ${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["YAML on many lines", Array.from({ length: 1000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
  ])("and nesting without an end in %s too", (_, source) => {
    expect(failure(source)).toMatchObject({ code: "too-large", message: expect.stringContaining("deep") });
  });

  test("that contain themselves are refused", () => {
    expect(failure("a: &a [*a]")).toMatchObject({ code: "too-large" });
  });
});

test("nothing is walked further than a document may reach", () => {
  let walked = 0;
  // A list of what counts how often it is walked, as an alias would make it.
  const inner = new Proxy(
    Array.from({ length: 1000 }, () => 1),
    {
      get(target, name, receiver): unknown {
        if (name === Symbol.iterator) walked += 1;
        return Reflect.get(target, name, receiver);
      },
    },
  );
  const outer = Array.from({ length: 1000 }, () => inner);
  const root = Array.from({ length: 1000 }, () => outer);
  expect(() => assertBounded(root, "apart", "api.yaml")).toThrow("It holds more than 5,000,000 values.");
  expect(walked).toBeLessThan(10_000);
});

test.each(["<!DOCTYPE html>\n<html lang='en'>\n<title>a: b</title>", " <html></html>", '<?xml version="1.0"?>'])(
  "the web page %j is told as one",
  (page) => {
    expect(() => parseText(page, "vendor.yaml")).toThrow("vendor.yaml: This is a web page, not an OpenAPI document.");
  },
);
