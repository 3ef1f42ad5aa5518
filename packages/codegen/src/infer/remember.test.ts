import { expect, test, vi } from "vitest";
import { remember } from "./remember.ts";

test("a name is told once, and another one by itself", () => {
  const tell = vi.fn<(name: string) => readonly string[]>((name) => name.split("_"));
  const told = remember(tell);
  expect(told("created_at")).toEqual(["created", "at"]);
  expect(told("created_at")).toBe(told("created_at"));
  expect(told("updated_at")).toEqual(["updated", "at"]);
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
