import { parentParameterRef, parentParameters } from "@waybill/sync/connector";
import type { ParameterRef, ParentRef, StreamContract } from "@waybill/sync/connector";
import type { StreamCorrection } from "../config/correction.ts";
import { present } from "./present.ts";

/** A parent with its correction: the inferred one member by member, another stream as a whole. */
export function mergeParent(known: ParentRef | undefined, correction: StreamCorrection["parent"]): unknown {
  if (correction === undefined) return known;
  if (correction === false) return undefined;
  const { stream = known?.stream } = correction;
  const parent = stream === known?.stream ? { ...known, ...present(correction) } : correction;
  // What its parent is told by stays without it: nobody who keeps such records has to say so twice.
  const isKept = correction.orphans === "keep" && correction.keys === undefined;
  return isKept ? { ...parent, keys: "below-parent" } : parent;
}

/** What a list requires once its parent is another one: not what that fills, but what the one before did. */
export function requiredBelow(
  list: StreamContract["list"],
  parents: { readonly before: ParentRef | undefined; readonly after: ParentRef | undefined },
): readonly ParameterRef[] {
  const filledBy = (parent: ParentRef | undefined): readonly ParameterRef[] =>
    parentParameters({ parent }).map((name) => parentParameterRef(list, name));
  const filled = new Set([...filledBy(parents.after), ...Object.keys(list.parameters ?? {})]);
  return [...new Set([...(list.required ?? []), ...filledBy(parents.before)])].filter((ref) => !filled.has(ref));
}
