import type { StreamPlan } from "../vendor/stream-plan.ts";

/**
 * Lists whose positions count records shift when one before them goes, and a record is stepped over. Until the engine reads such lists again to see
 * whether they held still, what they may have lost is not held against it.
 */
export function shiftsUnnoticed({ style }: StreamPlan): boolean {
  return style === "page" || style === "offset";
}
