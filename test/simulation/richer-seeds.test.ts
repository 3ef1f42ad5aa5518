import { expect, test } from "vitest";
import { drawScenario } from "./plan/draw-scenario.ts";
import { firstNewerSeed } from "./plan/newer-seeds.ts";
import { firstRicherSeed } from "./plan/richer-seeds.ts";
import { hunt } from "./planted/hunt.ts";
import { plant } from "./planted/plant.ts";
import { productBugs } from "./planted/product-bugs.ts";
import { richerBugs } from "./planted/richer-bugs.ts";
import { simulateCommand } from "./run/command.ts";

const isLong = process.env["WAYBILL_LONG"] === "1";
/** The rest is part of the long run. */
const always = 36;
const bugs = [...richerBugs, ...productBugs];
const seeds = isLong ? 300 : always;
const patience = { timeout: isLong ? 7_200_000 : 900_000 };

test(
  "children and theirs, mappings, drift, sealed and failing stores, dry runs, servers, endings, people and other connections keep every promise as well",
  patience,
  async () => {
    const args = [`--from=${firstRicherSeed}`, `--seeds=${seeds}`, "--no-shrink", "--processes=1"];
    const { code, text } = await simulateCommand(args);
    console.log(text);
    expect(text).toMatch(new RegExp(`^${seeds} seeds from ${firstRicherSeed}: `, "m"));
    expect(code, text).toBe(0);
  },
);

test("the richer seeds that always run draw all of it, and of other seeds only some standard ones failing storage, servers, and dry runs behind their trouble", () => {
  const drawn = (from: number) => {
    const scenarios = Array.from({ length: always }, (_, index) => drawScenario(from + index));
    return {
      families: scenarios.filter(({ streams }) => streams.some(({ parent }) => parent !== undefined)).length,
      below: scenarios.filter(({ streams }) => streams.some(({ parent }) => parent?.keys === "below-parent")).length,
      mapped: scenarios.filter(({ streams }) => streams.some(({ mapped }) => mapped)).length,
      releases: scenarios.filter(({ releaseAt }) => releaseAt !== undefined).length,
      evolving: scenarios.filter(({ drift }) => drift === "evolve").length,
      strict: scenarios.filter(({ drift }) => drift === "quarantine").length,
      stopping: scenarios.filter(({ drift }) => drift === "stop").length,
      grandchildren: scenarios.filter(({ streams }) => streams.some(({ name }) => name === "s6")).length,
      deep: scenarios.filter(({ streams }) => streams.some(({ parent }) => parent?.above !== undefined)).length,
      kept: scenarios.filter(({ streams }) => streams.some(({ parent }) => parent?.orphans === "keep")).length,
      ending: scenarios.filter(({ endings }) => endings === true).length,
      neighbours: scenarios.filter(({ neighbour }) => neighbour !== undefined).length,
      resolutions: scenarios.filter(({ resolutions }) => resolutions === true).length,
      lenient: scenarios.filter(({ lenient }) => lenient === true).length,
      strangers: scenarios.filter(({ strangers, endings }) => strangers === true && endings !== true).length,
      retention: scenarios.filter(({ retention }) => retention === true).length,
      scheduled: scenarios.filter(({ everyMs }) => everyMs !== undefined).length,
      disposals: scenarios.filter(({ disposals }) => disposals === true).length,
      departures: scenarios.filter(({ departures }) => departures === true).length,
      priorities: scenarios.filter(({ priorities }) => priorities !== undefined).length,
      troubled: scenarios.filter(({ storageTroubles }) => storageTroubles !== undefined).length,
      trying: scenarios.filter(({ dryRuns }) => dryRuns === true).length,
      tryingAfterwards: scenarios.filter(({ dryRuns }) => dryRuns === "afterwards").length,
      served: scenarios.filter(({ jobs }) => jobs === true).length,
      // Some of the standard seeds run over it as well.
      plain: scenarios.filter(({ seed, store }) => seed >= firstRicherSeed && store === "idb").length,
      sealed: scenarios.filter(({ store }) => store === "encrypted").length,
    };
  };
  const { tryingAfterwards: _, ...richer } = drawn(firstRicherSeed);
  expect(Math.min(...Object.values(richer))).toBeGreaterThanOrEqual(2);
  const { troubled, served, tryingAfterwards, ...others } = drawn(1);
  expect(Math.max(...Object.values(others))).toBe(0);
  expect(Math.min(troubled, served, tryingAfterwards)).toBeGreaterThanOrEqual(2);
  expect(Math.max(...Object.values(drawn(firstNewerSeed)))).toBe(0);
});

test("each bug that is planted for them finds its place in the sources", () => {
  for (const bug of bugs) expect(() => plant(bug).dispose()).not.toThrow();
});

test.skipIf(!isLong).each(bugs)("the simulation meets a bug: $name", patience, async (bug) => {
  const { isCaught, said } = await hunt(bug, { from: bug.seed, seeds });
  expect(isCaught, said).toBe(true);
});
