import * as fc from "fast-check";
import { parseList } from "structured-headers";
import { expect, test } from "vitest";
import { structuredList } from "./structured-list.ts";

/** What an independent, complete reader makes of the same text, reduced to what ours tells. */
function oracle(text: string): unknown {
  try {
    return parseList(text).flatMap(([name, parameters]) =>
      typeof name === "string" ? [[name, plain(parameters)]] : [],
    );
  } catch {
    return undefined;
  }
}

function plain(parameters: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const told = (value: unknown) => (typeof value === "number" || typeof value === "string" ? value : undefined);
  return new Map([...parameters].map(([key, value]) => [key, told(value)]));
}

const accepted = [
  "",
  "   ",
  '"default";r=50;t=30',
  '"burst";r=0;t=1, "daily";r=500;t=80000',
  '"a"; r=1;  t=2 \t',
  '"with \\"quotes\\" and \\\\";q=1.5',
  '"a";pk=:c29tZSB0ZXh0:;r=1',
  '"a";pk=:YQ:',
  '"a";qu="concurrent-requests";q=10',
  'token, 17, -4.5, ?1, %"gr%c3%bc%c3%9fe", :YQ==:, "named";x',
  '("inner" "list";a=1);b=2, "after";r=3',
  "()",
  '(  "a"   "b"  )',
  '"twice";r=1;r=2',
  "999999999999999, 999999999999.999",
];
const refused = [
  '"default";r=',
  '"d',
  "r=0;t=2",
  '"d";r=0.5.5',
  '"a",',
  ', "a"',
  '"a" "b"',
  '"a";R=1',
  '"a";=1',
  '"a" ;r=1',
  "1000000000000000",
  "1000000000000.1",
  "1.",
  "1.2345",
  "--1",
  '"\u00e9"',
  '"\\n"',
  ":YQ=:",
  ":a:",
  ":a b:",
  "?2",
  "@1.5",
  "@",
  '%"%C3%BC"',
  '%"%c3"',
  '%"\u00e9"',
  '("a""b")',
  '("a"',
  "\t1",
];

test.each(accepted)("what is well-formed is read as another reader reads it: %j", (text) => {
  expect(structuredList(text)).toBeDefined();
  expect(structuredList(text)).toEqual(oracle(text));
});

test("a Date may stand anywhere, where the other reader takes it at the end alone", () => {
  expect(structuredList('@1659578233, "a";at=@-1, (@1 "b")')).toEqual([["a", new Map([["at", undefined]])]]);
  expect(oracle("@1659578233, 2")).toBeUndefined();
});

test.each(refused)("what is malformed is refused as a whole: %j", (text) => {
  expect([structuredList(text), oracle(text)]).toEqual([undefined, undefined]);
});

/** Pieces of the grammar, whole and broken, so that most texts come near to being lists. */
const marks = [
  '"',
  "\\",
  ",",
  ";",
  "=",
  "(",
  ")",
  " ",
  "\t",
  "-",
  ".",
  "%",
  ":",
  "?",
  "@",
  "*",
  "1",
  "0",
  "a",
  "r",
  "A",
];
const words = [
  '"a"',
  '"d";r=1',
  ";t=30",
  ";r",
  "12345678901",
  "99999",
  "1.5",
  ":YQ==:",
  "?1",
  '%"%c3%bc"',
  "to/x",
  "\u00e9",
];
const piece = fc.constantFrom(...marks, ...words);
const pieces = fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(""));

test("whatever comes, both readers accept the same and read the same", () => {
  fc.assert(
    fc.property(fc.oneof(pieces, fc.string({ unit: "binary-ascii" })), (text) => {
      fc.pre(!/@-?\d/.test(text));
      expect(structuredList(text)).toEqual(oracle(text));
    }),
    { numRuns: 4000 },
  );
});

test("a hostile length of hostile pieces is refused in time that grows with it, not with its power", () => {
  for (const part of ['"', "a ", '"a";', "(", '("a" ', "1.", ':YQ==:;a="', "%22", ", ", "; "]) {
    expect(structuredList(`${part.repeat(8000)}\u0000`)).toBeUndefined();
  }
});
