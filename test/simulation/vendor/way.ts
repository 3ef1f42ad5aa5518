import type { StreamPlan } from "./stream-plan.ts";

/** How a stream goes on from what was read, beside the usual watermark: by a place that the vendor keeps, or range of time by range of time. */
export const ways = ["token", "windows"] as const;
export type Way = (typeof ways)[number];

/** In which of them a stream goes on. */
export function wayOf({ syncToken, spanMs }: StreamPlan): Way | undefined {
  if (syncToken !== undefined) return "token";
  return spanMs === undefined ? undefined : "windows";
}

/** The stream, going on in this way. */
export function inWay(plan: StreamPlan, way: Way, spanMs: number): StreamPlan {
  switch (way) {
    case "token":
      return { ...plan, incremental: undefined, syncToken: canLink(plan) ? "link" : "parameter" };
    case "windows":
      return { ...plan, incremental: plan.incremental ?? { order: "unknown", granularityMs: 1 }, spanMs };
  }
}

/** The other styles have no way to carry an address from page to page. */
const canLink = ({ style }: StreamPlan): boolean => style === "none" || style === "next-url";
