import { expect, test, vi } from "vitest";
import { remember, rememberWith } from "./remember.ts";

test("a name is told once, and another one by itself", () => {
  const tell = vi.fn<(name: string) => readonly string[]>((name) => name.split("_"));
  const told = remember(tell);
  expect(told("created_at")).toEqual(["created", "at"]);
  expect(told("created_at")).toBe(told("created_at"));
  expect(told("updated_at")).toEqual(["updated", "at"]);
  expect(tell).toHaveBeenCalledTimes(2);
});

test("that there is nothing to tell of a name is remembered too", () => {
  const tell = vi.fn<(name: string) => string | undefined>(() => undefined);
  const told = remember(tell);
  expect([told("colour"), told("colour")]).toEqual([undefined, undefined]);
  expect(tell).toHaveBeenCalledTimes(1);
});

test("what some rules tell of a name is not what others tell", () => {
  const tell = vi.fn<(rules: readonly string[], name: string) => boolean>((rules, name) => rules.includes(name));
  const told = rememberWith(tell);
  const [all, none] = [["list"], []];
  expect([told(all, "list"), told(none, "list"), told(all, "list"), told(none, "list")]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(tell).toHaveBeenCalledTimes(2);
});

test("names without end are not kept for ever", () => {
  const tell = vi.fn<(name: string) => number>((name) => name.length);
  const told = remember(tell);
  told("first");
  for (let index = 0; index < 20_000; index += 1) told(`name_${index}`);
  told("first");
  expect(tell).toHaveBeenCalledTimes(20_002);
});

test("a name as long as a text is told each time", () => {
  const tell = vi.fn<(name: string) => number>((name) => name.length);
  const told = remember(tell);
  expect([told("x".repeat(201)), told("x".repeat(201))]).toEqual([201, 201]);
  expect(tell).toHaveBeenCalledTimes(2);
});
