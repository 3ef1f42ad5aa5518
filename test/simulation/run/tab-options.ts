import { drift } from "@waybill/sync/drift";
import type { WaybillOptions } from "@waybill/sync";
import type { Scenario } from "../plan/scenario.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";

/** What a product chooses beside the seams. */
export function chosenOptions({
  drift: mode,
  pagesPerCommit,
  streams,
}: Scenario): Pick<WaybillOptions, "drift" | "pull"> {
  const hasChildren = streams.some(({ parent }) => parent !== undefined);
  return {
    drift: mode === undefined ? undefined : drift({ mode, shape: shapeOf(streams) }),
    pull: {
      ...(pagesPerCommit !== undefined && { pagesPerCommit }),
      // So few parents and children that a few of them are a third, and nobody is there to confirm.
      ...(hasChildren && { maxShrink: 1 }),
    },
  };
}

/** What the document promises of records. */
function shapeOf(streams: readonly StreamPlan[]): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    streams.map(({ name, key }) => [
      name,
      {
        "/id": key === "text" ? "string" : "integer",
        "/title": "integer",
        "/stage": "string",
        "/updated_at": "string",
      },
    ]),
  );
}
