import { expect, test } from "vitest";
import { cellName, cells } from "./plan/cells.ts";
import { drawScenario, least } from "./plan/draw-scenario.ts";
import { firstNewerSeed } from "./plan/newer-seeds.ts";
import { simulateCommand } from "./run/command.ts";
import { mostTries } from "./run/fill-cells.ts";
import { storageFaults } from "./plan/scenario.ts";
import { cellsOf, standardSeeds } from "./plan/standard-seeds.ts";

test("each seed plans as much trouble as is promised", () => {
  for (let seed = 1; seed <= standardSeeds; seed += 1) {
    const { streams, mutations, faults, crashes } = drawScenario(seed);
    expect(streams.length).toBeGreaterThanOrEqual(least.streams);
    expect(streams.reduce((sum, { records }) => sum + records, 0)).toBeGreaterThanOrEqual(least.records);
    expect(mutations.length).toBeGreaterThanOrEqual(least.mutations);
    expect(faults.length).toBeGreaterThanOrEqual(least.faults);
    expect(crashes.length).toBeGreaterThanOrEqual(least.crashes);
  }
});

test("one standard seed in eight plans failures of storage amid its trouble, of every kind, long and short, beside a server that works step by step", () => {
  const scenarios = Array.from({ length: standardSeeds }, (_, index) => drawScenario(index + 1));
  const troubled = scenarios.filter(({ storageTroubles }) => storageTroubles !== undefined);
  expect(troubled.length).toBeGreaterThan(standardSeeds / 10);
  expect(troubled.length).toBeLessThan(standardSeeds / 6);
  expect(scenarios.filter(({ jobs }) => jobs === true)).toEqual(troubled);
  const troubles = troubled.flatMap(({ storageTroubles = [] }) => storageTroubles);
  for (const kind of storageFaults)
    for (const isLong of [true, false]) {
      const found = troubles.filter((each) => each.kind === kind && each.ms > 0 === isLong);
      expect(found.length).toBeGreaterThan(100);
    }
});

test("the standard seeds are about every cell of the table, and none is so rare that only chance would meet it", () => {
  const about = Array.from({ length: standardSeeds }, (_, index) => cellsOf(index + 1).map(cellName)).flat();
  const times = (name: string): number => about.filter((each) => each === name).length;
  expect(new Set(about).size).toBe(cells.length);
  expect(Math.min(...cells.map((cell) => times(cellName(cell))))).toBeGreaterThanOrEqual(2);
});

test("later seeds, below those that go on in newer ways, are about the same cells in the same turn", () => {
  const last = mostTries * standardSeeds + standardSeeds;
  expect(last).toBeLessThan(firstNewerSeed);
  for (let seed = 1; seed <= last; seed += 97) expect(cellsOf(seed)).toEqual(cellsOf(((seed - 1) % standardSeeds) + 1));
});

test("the same seed gives the same simulation, happening by happening", { timeout: 900_000 }, async () => {
  const args = ["--seed=3", "--trace"];
  const [once, again] = await Promise.all([simulateCommand(args), simulateCommand(args)]);
  expect(once.text.length).toBeGreaterThan(10_000);
  expect(again.text).toBe(once.text);
});
