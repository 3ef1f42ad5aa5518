import { expect, test } from "vitest";
import { parseSourceModule } from "./source-module.ts";

const imports = (text: string) => parseSourceModule("a.ts", text).imports;
const exports = (text: string) => parseSourceModule("a.ts", text).exports;

test.for([
  { text: `import { a } from "./a.ts";`, kind: "value" },
  { text: `import "./a.ts";`, kind: "value" },
  { text: `import { type A } from "./a.ts";`, kind: "value" },
  { text: `import type { A } from "./a.ts";`, kind: "type" },
  { text: `export { a } from "./a.ts";`, kind: "value" },
  { text: `export * from "./a.ts";`, kind: "value" },
  { text: `export type { A } from "./a.ts";`, kind: "type" },
  { text: `const a = () => import("./a.ts");`, kind: "lazy" },
] as const)("$text is a $kind import", ({ text, kind }) => {
  expect(imports(text)).toEqual([{ specifier: "./a.ts", kind }]);
});

test("what only looks like an import is none", () => {
  expect(imports(`// import "./a.ts"\nconst text = 'import "./b.ts"';`)).toEqual([]);
});

test.for([
  { text: `export const a = 1, b = 2;`, want: ["value a", "value b"] },
  { text: `export function a() {}`, want: ["value a"] },
  { text: `export interface A {}`, want: ["type A"] },
  { text: `export { a, type B as C } from "./a.ts";`, want: ["value a", "type C"] },
  { text: `export * from "./a.ts";`, want: ["value *"] },
  { text: `export default 1;`, want: ["value default"] },
])("$text exports $want", ({ text, want }) => {
  expect(exports(text).map(({ kind, name }) => `${kind} ${name}`)).toEqual(want);
});

test("a file that does not parse is an error", () => {
  expect(() => parseSourceModule("a.ts", "import {")).toThrow("a.ts does not parse");
});
