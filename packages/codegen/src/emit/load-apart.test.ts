import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { apartLoader } from "./load-apart.ts";

const folder = mkdtempSync(join(tmpdir(), "waybill-apart-"));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(join(folder, "counter.cjs"), "exports.count = 0;");
writeFileSync(
  join(folder, "entry.cjs"),
  `const counter = require("./counter.cjs"); counter.count += 1;
module.exports = { counter, again: require("./counter.cjs"), heavy: require("heavy"), path: require("node:path") };`,
);
const entry = join(folder, "entry.cjs");
const heavy = { light: true };

test("a module is read once, takes what stands in for others, and Node's own as they are", () => {
  const loaded = apartLoader(new Map([["heavy", heavy]]))(entry);
  expect(loaded).toMatchObject({ heavy, path: { join } });
  expect(Reflect.get(Object(loaded), "counter")).toBe(Reflect.get(Object(loaded), "again"));
});

test("two loaders share nothing", () => {
  const [one, other] = [new Map([["heavy", heavy]]), new Map([["heavy", {}]])].map((standIns) =>
    apartLoader(standIns)(entry),
  );
  expect(other).toMatchObject({ counter: { count: 1 }, heavy: {} });
  expect(one).toMatchObject({ counter: { count: 1 }, heavy });
});
