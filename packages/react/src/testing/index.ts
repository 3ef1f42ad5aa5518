export { createManualClock } from "./manual-clock.ts";
export type { ManualClock } from "./manual-clock.ts";
export { createMemorySource } from "./memory-source.ts";
export type { ActedOn, MemorySource, MemorySourceOptions } from "./memory-source.ts";
export { exampleSnapshot } from "./example-snapshot.ts";
export { createStage } from "./stage.tsx";
export type { Stage, StageOptions } from "./stage.tsx";
