import type { StreamContract } from "./contract.ts";
import type { ParameterRef } from "./refs.ts";

type Listed = Pick<StreamContract, "list" | "parent">;

/** Names of the parameters of a list that the records above it fill, its parent's and those of the parent's parents. */
export function parentParameters({ parent }: Pick<Listed, "parent">): readonly string[] {
  return parent === undefined ? [] : [...Object.keys(parent.parameters), ...(parent.inherits ?? [])];
}

/** Where a parameter that a parent fills goes: one of the path is called by its name alone. */
export function parentParameterRef({ path }: Pick<Listed["list"], "path">, name: string): ParameterRef {
  return path.includes(`{${name}}`) ? `path:${name}` : name;
}
