import { drift } from "@waybill/sync/drift";
import type { WaybillOptions } from "@waybill/sync";
import type { Scenario } from "../plan/scenario.ts";
import { parentField } from "../vendor/stream-plan.ts";
import type { Stage } from "./stage.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";

/** What a product chooses beside the seams. */
export function chosenOptions({ scenario, isLenient }: Stage): Pick<WaybillOptions, "drift" | "pull"> {
  const { drift: mode, pagesPerCommit, streams } = scenario;
  return {
    drift: mode === undefined ? undefined : drift({ mode, shape: shapeOf(streams, { mode, isLenient }) }),
    pull: {
      ...(pagesPerCommit !== undefined && { pagesPerCommit }),
      // So few parents and children that a few of them are a third, and nobody is there to confirm.
      ...(hasChildren(scenario) && { maxShrink: 1 }),
    },
  };
}

/** Whether some streams are listed once per record of others. */
export const hasChildren = ({ streams }: Scenario): boolean => streams.some(({ parent }) => parent !== undefined);

/** What the document promises of records. A stream that is to stop does so for a field that is not named, too. */
function shapeOf(
  streams: readonly StreamPlan[],
  { mode, isLenient }: { readonly mode: Scenario["drift"]; readonly isLenient: boolean },
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    streams.map((plan) => [
      plan.name,
      {
        "/id": plan.key === "text" ? "string" : "integer",
        "/title": isLenient ? "any?" : "integer",
        "/stage": isLenient ? "any?" : "string",
        "/updated_at": "string",
        ...(mode === "stop" && othersOf(plan)),
      },
    ]),
  );
}

const othersOf = ({ tombstones, mapped, parent }: StreamPlan): Readonly<Record<string, string>> => ({
  ...(tombstones && { "/archived": "boolean" }),
  ...(mapped === true && { "/made_at": "integer", "/note": "string|null?" }),
  ...(parent !== undefined && { [`/${parentField(parent.stream)}`]: "any" }),
});
