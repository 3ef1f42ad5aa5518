import { remember, rememberWith } from "../words/remember.ts";
import type { Keep, Rule } from "../rules/rule.ts";

/** Segments of a path template. A format at the end of the path (`/Calls.json`) is no part of a name. */
export const segmentsOf: (path: string) => readonly string[] = remember((path) =>
  withoutFormat(path)
    .split("/")
    .filter((segment) => segment !== ""),
);

/** `/Calls.json` -> `/Calls`. */
export function withoutFormat(path: string): string {
  return path.replace(/\.(json|xml)$/i, "");
}

/** Versions and words of every path: `v2`, `2026-01-31`, `api`. */
const NO_NOUN = /^(v?\d+(\.\d+)*|v\d+\w*|\d{4}-\d{2}(-\d{2})?(-\w+)?|rest|api)$/i;

export function isParameterSegment(segment: string): boolean {
  return /^\{.*\}$/.test(segment);
}

interface VerbRule extends Rule {
  readonly pattern: RegExp;
}

/** Segments that say what is done and not what is listed. */
export const verbRules: readonly VerbRule[] = [
  { name: "list", pattern: /^_?(list|all|browse|get|fetch|read|execute)$/i },
  { name: "search", pattern: /^_?(search|query|find|filter|scroll)$/i },
  {
    name: "batch get",
    pattern: /^_?(batch|bulk)[-_]?(retrieve|get)([-_](?=[a-z])|$)/i,
    rests: "Google AIP-231, batch get",
  },
  { name: "verb and condition", pattern: /^(find|search|list|get)(by|all|for)?(?=[A-Z])/ },
];

/** True for a segment that says what is done and not what is listed. */
export const isVerb: (keep: Keep, segment: string) => boolean = rememberWith((keep, segment) =>
  keep(verbRules).some(({ pattern }) => pattern.test(segment)),
);

/** Names in a path, the last one first: parameters, verbs and version numbers are none. Dots separate names in RPC-style paths, colons custom methods. */
export const nounsOf: (keep: Keep, path: string) => readonly string[] = rememberWith((keep, path) =>
  segmentsOf(path)
    .filter((segment) => !isParameterSegment(segment) && !NO_NOUN.test(segment))
    .flatMap((segment) => segment.split(/[.:]/))
    .filter((segment) => segment !== "" && !isParameterSegment(segment))
    .map((segment) => objectOf(segment))
    .filter((segment) => !isVerb(keep, segment))
    .toReversed(),
);

/** `getTeams` is about teams; `findByStatus` about nothing that it names. */
function objectOf(segment: string): string {
  return /^(?:list|get|search|find|fetch)(?:All)?(?!By|For|All)([A-Z]\w+)$/.exec(segment)?.[1] ?? segment;
}

/** The literal segment that a path ends in; undefined where it ends in a parameter. */
export const lastLiteral: (path: string) => string | undefined = remember((path) => {
  const last = segmentsOf(path).at(-1);
  return last === undefined || isParameterSegment(last) ? undefined : last;
});

/** Names of the parameters of a path, in order. */
export const pathParameters: (path: string) => readonly string[] = remember((path) =>
  [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? ""),
);

/** `/charges/{charge}/refunds` -> `/refunds`: a path without some of its parameters and what stands before each. */
export function withoutParents(path: string, parameters: readonly string[]): string {
  const segments = segmentsOf(path);
  const holes = new Set(parameters.map((name) => `{${name}}`));
  const kept = segments.filter((segment, index) => !holes.has(segment) && !holes.has(segments[index + 1] ?? ""));
  return `/${kept.join("/")}`;
}
