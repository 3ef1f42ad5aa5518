import { flat } from "./words.ts";

/** Segments of a path template. A format at the end of the path (`/Calls.json`) is no part of a name. */
export function segmentsOf(path: string): readonly string[] {
  return withoutFormat(path)
    .split("/")
    .filter((segment) => segment !== "");
}

/** `/Calls.json` -> `/Calls`. */
export function withoutFormat(path: string): string {
  return path.replace(/\.(json|xml)$/i, "");
}

/** Versions and words of every path: `v2`, `2026-01-31`, `api`. */
const NO_NOUN = /^(v?\d+(\.\d+)*|\d{4}-\d{2}(-\d{2})?(-\w+)?|rest|api)$/i;

export function isParameterSegment(segment: string): boolean {
  return /^\{.*\}$/.test(segment);
}

/** The segment's own last part: `conversations.list` names its collection before the dot. */
const VERBS = new Set([
  "list",
  "search",
  "query",
  "find",
  "filter",
  "scroll",
  "fetch",
  "all",
  "browse",
  "get",
  "execute",
  "read",
]);

/** True for a segment that says what is done and not what is listed. */
export function isVerb(segment: string): boolean {
  return VERBS.has(flat(segment)) || /^(find|search|list|get)(by|all|for)?(?=[A-Z])/.test(segment);
}

/** Names in a path, the last one first: parameters, verbs and version numbers are none. Dots separate names in RPC-style paths. */
export function nounsOf(path: string): readonly string[] {
  return segmentsOf(path)
    .filter((segment) => !isParameterSegment(segment) && !NO_NOUN.test(segment))
    .flatMap((segment) => segment.split("."))
    .filter((segment) => segment !== "" && !isVerb(segment))
    .toReversed();
}

/** The literal segment that a path ends in; undefined where it ends in a parameter. */
export function lastLiteral(path: string): string | undefined {
  const last = segmentsOf(path).at(-1);
  return last === undefined || isParameterSegment(last) ? undefined : last;
}

/** Names of the parameters of a path, in order. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? "");
}
