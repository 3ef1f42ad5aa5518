import { expect, test } from "vitest";
import { drawScenario } from "./plan/draw-scenario.ts";
import { firstNewerSeed } from "./plan/newer-seeds.ts";
import { hunt } from "./planted/hunt.ts";
import { newerBugs } from "./planted/newer-bugs.ts";
import { plant } from "./planted/plant.ts";
import { simulateCommand } from "./run/command.ts";
import { wayOf, ways } from "./vendor/way.ts";

const isLong = process.env["WAYBILL_LONG"] === "1";
/** The rest is part of the long run. */
const seeds = isLong ? 300 : 60;
const patience = { timeout: isLong ? 7_200_000 : 900_000 };

test("sync tokens and windows keep every promise as well", patience, async () => {
  const args = [`--from=${firstNewerSeed}`, `--seeds=${seeds}`, "--no-shrink", ...(isLong ? ["--table"] : [])];
  const { code, text } = await simulateCommand(args);
  console.log(text);
  expect(text).toMatch(new RegExp(`^${seeds} seeds from ${firstNewerSeed}: `, "m"));
  expect(code, text).toBe(0);
});

test("most streams of newer seeds go on in one of these ways, and those of other seeds in none", () => {
  const met = (from: number) =>
    Array.from({ length: 60 }, (_, index) => drawScenario(from + index).streams.map(wayOf)).flat();
  expect(met(1).every((way) => way === undefined)).toBe(true);
  for (const way of ways) expect(met(firstNewerSeed).filter((each) => each === way).length).toBeGreaterThan(50);
});

test("each bug that is planted for them finds its place in the sources", () => {
  for (const bug of newerBugs) expect(() => plant(bug).dispose()).not.toThrow();
});

test.skipIf(!isLong).each(newerBugs)("the simulation meets a bug: $name", patience, async (bug) => {
  const { isCaught, said } = await hunt(bug, { from: bug.seed, seeds });
  expect(isCaught, said).toBe(true);
});
