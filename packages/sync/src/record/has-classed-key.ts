import type { StreamContract } from "../connector/contract.ts";

/**
 * Whether a stored key is, or lies in, something that a class keeps from being told, such as an e-mail address. `ancestors`: the streams above, the parent
 * first; a key below its parent's holds that one too.
 */
export function hasClassedKey(
  { primaryKey, classes = {}, parent }: Pick<StreamContract, "primaryKey" | "classes" | "parent">,
  [above, ...higher]: readonly StreamContract[] = [],
): boolean {
  const classed = Object.keys(classes);
  if (primaryKey.some((field) => classed.some((pointer) => field === pointer || field.startsWith(`${pointer}/`)))) {
    return true;
  }
  return parent?.keys === "below-parent" && above !== undefined && hasClassedKey(above, higher);
}
