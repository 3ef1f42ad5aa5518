import { systemClock } from "../../src/clock.ts";
import type { Clock } from "../../src/clock.ts";

/** The system's clock, whose jitter is always the shortest: a repeat follows at once. */
export const promptClock: Clock = { ...systemClock, random: () => 0 };
