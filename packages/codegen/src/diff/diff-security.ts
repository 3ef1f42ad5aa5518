import type { Change } from "./change.ts";

type Requirement = ReadonlySet<string>;

/**
 * Whether credentials that let a sync in before still do. Each requirement is one way in, all of its schemes and scopes together; of several any one
 * is enough (OpenAPI 3.1, section 4.8.30).
 */
export function diffSecurity(before: readonly Requirement[], after: readonly Requirement[]): readonly Change[] {
  const shut = waysIn(before).filter((way) => !waysIn(after).some((other) => isMetBy(other, way)));
  const opened = waysIn(after).filter((way) => !waysIn(before).some((other) => isMetBy(way, other)));
  const [written, now] = [before.map(text), after.map(text)];
  if (shut.length > 0)
    return [
      {
        severity: "breaking",
        what: "scopes",
        before: written,
        after: now,
        meaning: `A credential with ${shut.map(text).join(" or ")} is no longer enough.`,
      },
    ];
  if (opened.length > 0 || waysIn(before).some((way) => !waysIn(after).some((other) => isMetBy(way, other))))
    return [
      {
        severity: "additive",
        what: "scopes",
        before: written,
        after: now,
        meaning: "There is another way in, or less is asked for.",
      },
    ];
  return [];
}

/** No requirement at all is met by anybody. */
function waysIn(requirements: readonly Requirement[]): readonly Requirement[] {
  return requirements.length === 0 ? [new Set()] : requirements;
}

function isMetBy(requirement: Requirement, credential: Requirement): boolean {
  return [...requirement].every((part) => credential.has(part));
}

function text(requirement: Requirement): string {
  return requirement.size === 0 ? "nothing" : [...requirement].join(" + ");
}
