import type { Version } from "../vendor/source.ts";

/** The state of a record at a moment, and those that followed. */
export function statesSince(versions: readonly Version[], since: number): readonly (string | undefined)[] {
  const before = versions.findLastIndex(({ from }) => from < since);
  const states = versions.slice(Math.max(0, before)).map(({ text }) => text);
  return before < 0 ? [undefined, ...states] : states;
}
