import { expect, test } from "vitest";
import { plantedBugs } from "./bugs.ts";
import { standardSeeds } from "../plan/standard-seeds.ts";
import { hunt } from "./hunt.ts";
import { plant } from "./plant.ts";

const isLong = process.env["WAYBILL_LONG"] === "1";
/** Two of them always: one of the rows, one of the fence. */
const always = ["the checkpoint is committed before its records", "a lease is taken over without raising its token"];
const hunted = plantedBugs.filter(({ name }) => isLong || always.includes(name));

test("there are at least twelve planted bugs, and each finds its place in the sources", () => {
  expect(plantedBugs.length).toBeGreaterThanOrEqual(12);
  for (const bug of plantedBugs) plant(bug).dispose();
});

test.each(hunted)("the simulation meets a bug: $name", { timeout: 1_800_000 }, async (bug) => {
  const { isCaught, said } = await hunt(bug, { from: bug.seed, seeds: standardSeeds - bug.seed });
  expect(isCaught, said).toBe(true);
});
