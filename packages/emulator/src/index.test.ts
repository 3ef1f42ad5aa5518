import { expect, test } from "vitest";
import * as entry from "./index.ts";
import * as msw from "./msw.ts";
import * as node from "./node.ts";

test("the public surface changes on purpose only", () => {
  expect([entry, msw, node].map((module) => Object.keys(module).toSorted())).toEqual([
    ["createEmulator", "emulatorDefaults", "faultKinds", "isFaultKind", "isPlan", "planProblems", "usualRetryDelaysMs"],
    ["handlers"],
    ["serve"],
  ]);
});
