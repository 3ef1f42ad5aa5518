import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { literal } from "./literal.ts";
import { commentLines, commentText, memberName, shownText, stringLiteral } from "./text.ts";

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom("*/", "/*", "\n", "\r", "\u2028", "\u2029", "`", "${", "'", '"', "\\", "//", "\u202E", "x"))
    .map((parts) => parts.join("")),
);
const evaluate = (source: string): unknown => runInNewContext(`(${source})`);

test("text of a document can neither end a comment nor start a line", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const comment = commentText(text);
      expect(comment).not.toMatch(/\*\/|\/\*|[\n\r\u2028\u2029\u202E]/);
      expect(evaluate(`1 /* ${comment} */`)).toBe(1);
      expect(evaluate(`1 // ${comment}\n`)).toBe(1);
    }),
  );
});

const hiding = [
  "\u202E",
  "\u2067",
  "\u061C",
  "\u00AD",
  "\u200F",
  "\u2060",
  "\u{E0041}",
  "\u009B",
  "\u001B",
  "\r",
  "\uD83D",
  "\uDE00",
  "\u3164",
  "\u2800",
];

test.each(hiding)("the hidden character %j reaches neither a comment nor a literal", (hidden) => {
  const given = `a${hidden}b`;
  expect(commentText(given)).toBe("a b");
  expect(commentLines(`${given}\n c`)).toBe("a b\n c");
  expect(stringLiteral(given)).toMatch(/^"a(\\u[0-9a-f]{4}|\\r)+b"$/);
  expect(evaluate(stringLiteral(given))).toBe(given);
});

test.each(hiding)("the hidden character %j reaches no terminal", (hidden) => {
  expect(shownText(`a${hidden}b`)).toMatch(/^a(\\u[0-9a-f]{4})+b$/);
});

test("lines and colours reach a terminal, and what moves its cursor does not", () => {
  expect(shownText("\u001B[31mred\u001B[39m\nnext")).toBe("\u001B[31mred\u001B[39m\nnext");
  expect(shownText("\u001B[2K\u001B]0;title\u0007")).toBe("\\u001b[2K\\u001b]0;title\\u0007");
  expect(JSON.parse(shownText(JSON.stringify({ a: "\u202E" })))).toEqual({ a: "\u202E" });
});

test("a style that conceals, or that is used nowhere here, shows as an escape", () => {
  for (const code of ["8", "7", "30", "38"]) expect(shownText(`\u001B[${code}m`)).toBe(`\\u001b[${code}m`);
});

test("a comment is cut before a character, never inside one", () => {
  expect(commentText(`${"x".repeat(8)}😀 and more`, 10)).toBe(`${"x".repeat(8)}…`);
});

test("a comment has an end", () => {
  expect(commentText("word ".repeat(1000)).length).toBeLessThanOrEqual(160);
});

test("a string literal means its text and holds nothing invisible", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(evaluate(stringLiteral(text))).toBe(text);
      expect(stringLiteral(text)).not.toMatch(/[\n\r\u2028\u2029\u202E]/);
    }),
  );
});

test("a value that is written means the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
      expect(JSON.stringify(evaluate(literal(value)))).toBe(JSON.stringify(value));
    }),
  );
});

test.each([
  ["name", "name"],
  ["$ref", "$ref"],
  ["created[gte]", '"created[gte]"'],
  ["1st", '"1st"'],
  ["", '""'],
  ["__proto__", '["__proto__"]'],
])("the member %j is written %s", (name, want) => {
  expect(memberName(name)).toBe(want);
});

test("undefined members are left out, long objects take a line a member", () => {
  expect(literal({ a: 1, b: undefined })).toBe("{ a: 1 }");
  expect(literal({ text: "x".repeat(120), n: 1 }, 2)).toBe(`{\n    text:\n      "${"x".repeat(120)}",\n    n: 1,\n  }`);
});
