import type { StreamContract } from "../connector/contract.ts";
import type { Pointer } from "../connector/refs.ts";

/** Whether a field is classed, or lies in something that is. */
export function isClassed(field: Pointer, classed: readonly string[]): boolean {
  return classed.some((pointer) => field === pointer || field.startsWith(`${pointer}/`));
}

/** The same of the field that says what a run reads from. */
export function hasClassedCursor({
  incremental,
  classes = {},
}: Pick<StreamContract, "incremental" | "classes">): boolean {
  return incremental !== undefined && isClassed(incremental.cursorField, Object.keys(classes));
}

/**
 * Whether a stored key is, or lies in, something that a class keeps from being told, such as an e-mail address. `ancestors`: the streams above, the parent
 * first; a key below its parent's holds that one too.
 */
export function hasClassedKey(
  { primaryKey, classes = {}, parent }: Pick<StreamContract, "primaryKey" | "classes" | "parent">,
  [above, ...higher]: readonly StreamContract[] = [],
): boolean {
  const classed = Object.keys(classes);
  if (primaryKey.some((field) => isClassed(field, classed))) return true;
  return parent?.keys === "below-parent" && above !== undefined && hasClassedKey(above, higher);
}
