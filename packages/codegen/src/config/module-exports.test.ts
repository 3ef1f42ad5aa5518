import { expect, test } from "vitest";
import { moduleExports } from "./module-exports.ts";

test.each<readonly [string, readonly string[] | undefined]>([
  ["", []],
  ["const a = 1; function b() {}", []],
  ["export const a = 1, b = 2; export let c;", ["a", "b", "c"]],
  ["export function a() {} export async function b() {} export class C {}", ["a", "b", "C"]],
  ["export default function a() {}", ["default"]],
  ["export default { a: 1 };", ["default"]],
  ["const a = 1; export { a, a as b };", ["a", "b"]],
  ['export { a } from "./a.ts"; export * as all from "./b.ts";', ["a", "all"]],
  ['export const a = 1; export * from "./b.ts";', undefined],
  ["export type A = string; export interface B {}", []],
])("%s exports %j", (text, names) => {
  const found = moduleExports(text, "a.ts");
  expect(found === undefined ? undefined : [...found]).toEqual(names);
});
