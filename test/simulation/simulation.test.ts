import { expect, test } from "vitest";
import { drawScenario, least } from "./plan/draw-scenario.ts";
import { simulateCommand } from "./run/command.ts";
import { standardSeeds } from "./planted/hunt.ts";

const isLong = process.env["WAYBILL_LONG"] === "1";
/** The rest of the standard seeds is part of the long run. */
const seeds = isLong ? standardSeeds : 300;
const patience = { timeout: isLong ? 7_200_000 : 900_000 };

test(
  "invariant 126: whatever changes, fails and dies, the store ends as the vendor has it and no promise is broken",
  patience,
  async () => {
    const { code, text } = await simulateCommand([`--seeds=${seeds}`, "--no-shrink", ...(isLong ? ["--table"] : [])]);
    console.log(text);
    expect(text).toMatch(new RegExp(`^${seeds} seeds from 1: `, "m"));
    expect(code, text).toBe(0);
    expect(/ (\d+) were not$/m.exec(text)?.[1], "cells that no seed met").toMatch(isLong ? /^0$/ : /^\d+$/);
  },
);

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

test("the same seed gives the same simulation, happening by happening", patience, async () => {
  const args = ["--seed=3", "--trace"];
  const [once, again] = await Promise.all([simulateCommand(args), simulateCommand(args)]);
  expect(once.text.length).toBeGreaterThan(10_000);
  expect(again.text).toBe(once.text);
});
