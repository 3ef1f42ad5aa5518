export { drift, driftDefaults } from "./drift.ts";
export type { DriftMode, DriftOptions } from "./drift.ts";
export type { DeclaredShape } from "./declared-shape.ts";
export type { DriftThresholds } from "./history-drift.ts";
export type { References } from "./reference-gaps.ts";
export type { DriftFinding } from "../receipt/receipt.ts";
export type { Watch, WatchedPage, WatchedRun, WatchRefusal } from "../pull/watch.ts";
