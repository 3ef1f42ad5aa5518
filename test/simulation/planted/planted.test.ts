import { expect, test } from "vitest";
import { plantedBugs } from "./bugs.ts";
import { standardSeeds } from "../plan/standard-seeds.ts";
import { hunt } from "./hunt.ts";
import { plant } from "./plant.ts";
import { storageBugs } from "./storage-bugs.ts";

const bugs = [...plantedBugs, ...storageBugs];
const isLong = process.env["WAYBILL_LONG"] === "1";

test("there are at least twelve planted bugs, and each finds its place in the sources", () => {
  expect(plantedBugs.length).toBeGreaterThanOrEqual(12);
  for (const bug of bugs) plant(bug).dispose();
});

test.each(bugs)("the simulation meets a bug: $name", { timeout: 1_800_000 }, async (bug) => {
  const from = isLong ? 1 : bug.seed;
  const { isCaught, said } = await hunt(bug, { from, seeds: standardSeeds - from + 1 });
  expect(isCaught, said).toBe(true);
});
