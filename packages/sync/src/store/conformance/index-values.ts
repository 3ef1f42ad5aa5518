import type { Json } from "../../connector/json.ts";
import type { ValueRange } from "../index-query.ts";

/** Under the name of each the place that it belongs to. */
export const inOrder: Readonly<Record<string, Json>> = {
  "z null": null,
  "y false": false,
  "x true": true,
  "w least": -1.7976931348623157e308,
  "v -10": -10,
  "u -2": -2,
  "t -0.5": -0.5,
  "s tiny": -5e-324,
  "r -0": -0,
  "r 0": 0,
  "q tiny": 5e-324,
  "p 0.5": 0.5,
  "o 9": 9,
  "n 10": 10,
  "m 2^53": 9_007_199_254_740_992,
  "l empty": "",
  "k nul": "\0",
  "j nul nul": "\0\0",
  "i nul a": "\0a",
  "h 10": "10",
  "g 9": "9",
  "f B": "B",
  "e a": "a",
  "d a nul": "a\0",
  "c ab": "ab",
  "b smile": "\u{1f600}",
  "a last": "\uffff",
};

/** Which of them a range holds, in order. */
export const ranges: readonly (readonly [range: ValueRange, wanted: readonly string[]])[] = [
  [{ is: 10 }, ["n 10"]],
  [{ is: "10" }, ["h 10"]],
  [{ is: null }, ["z null"]],
  [{ is: 0 }, ["r -0", "r 0"]],
  [{ from: true }, ["x true"]],
  [{ before: true }, ["y false"]],
  [{ from: 9 }, ["o 9", "n 10", "m 2^53"]],
  [{ after: 9, before: 9_007_199_254_740_992 }, ["n 10"]],
  [{ to: -2 }, ["w least", "v -10", "u -2"]],
  [{ from: "a", to: "ab" }, ["e a", "d a nul", "c ab"]],
  [{ after: "a", before: "ab" }, ["d a nul"]],
  [{ after: "\0", to: "\0a" }, ["j nul nul", "i nul a"]],
  [{ from: 10, to: 9 }, []],
  [{ is: 9, after: 9 }, []],
];
