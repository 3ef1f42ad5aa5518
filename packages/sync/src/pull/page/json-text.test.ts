import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isTruncated, parseExactly, parseJson } from "./json-text.ts";

test.each([
  ["9007199254740991", 9007199254740991],
  ["9007199254740993", "9007199254740993"],
  ["-9007199254740993", "-9007199254740993"],
  [
    '{"id":12345678901234567890,"s":"12345678901234567890 \\" 1e999"}',
    { id: "12345678901234567890", s: '12345678901234567890 " 1e999' },
  ],
  ["[1e400,-1e400,1e3,0.1234567890123456789]", ["1e400", "-1e400", 1000, 0.12345678901234568]],
])("%s keeps its digits", (text, want) => {
  expect(parseJson(text)).toEqual(want);
});

test("hostile names are members like others, and give no object another prototype", () => {
  const value = parseJson('{"__proto__":{"polluted":true},"n":12345678901234567890}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(Object(value))).toEqual(["__proto__", "n"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test.each([
  ["[ 9007199254740993 ,-9007199254740993]", ["9007199254740993", "-9007199254740993"]],
  ['{"a" :\n\t12345678901234567890}', { a: "12345678901234567890" }],
  ["[1.5e400,10E+400]", ["1.5e400", "10E+400"]],
  [" 1e400", "1e400"],
  ['{"id":"7e123, :9007199254740993","n":1}', { id: "7e123, :9007199254740993", n: 1 }],
])("a great number in %j is found wherever one may stand", (text, want) => {
  expect(parseExactly(text)).toEqual({ value: want, hadGreatNumbers: !text.includes("7e123") });
});

test.each(["012345678901234567", "12345678901234567x", '{"a":12345678901234567', "", "{'a':1}"])(
  "%j is no JSON",
  (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  },
);

test("whatever JSON holds, it is parsed as the platform does, exact integers apart", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.bigInt(), (value, great) => {
      const text = `[${JSON.stringify(value)},${great}]`;
      const [parsed, number] = Array.from(Object(parseJson(text)) as ArrayLike<unknown>);
      expect(String(number)).toBe(String(great));
      expect(JSON.stringify(parsed).replaceAll('"', "")).toBe(JSON.stringify(value).replaceAll('"', ""));
    }),
  );
});

test.each(['{"a":[1,2', '{"a":"b', '["\\', "", "  ", '{"a":"b","c'])("%j ends in the middle", (text) => {
  expect(isTruncated(text)).toBe(true);
});

test.each(["OK", "{'a':1}", '{"a":1}}', "<html>"])("%j is something else", (text) => {
  expect(isTruncated(text)).toBe(false);
});
