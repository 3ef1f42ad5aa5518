/**
 * How a change of a contract meets a sync that runs by the old one. `breaking`: it may fail, miss records or misread them. `additive`: it goes on, and
 * could use what is new. `deprecated`: it goes on for now.
 */
export type Severity = "breaking" | "deprecated" | "additive";

/** One change of a contract. */
export interface Change {
  readonly severity: Severity;
  /** Undefined where it concerns the whole API. */
  readonly stream?: string | undefined;
  /** Pointer of the record's field that it is about. */
  readonly field?: string | undefined;
  /** What of the contract changed: `primaryKey`, `field type`, `auth`. */
  readonly what: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** What it means for a sync, one sentence. */
  readonly meaning: string;
}

const ORDER: readonly Severity[] = ["breaking", "deprecated", "additive"];

/** Breaking first; within a severity the order they were found in. */
export function bySeverity(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

/** True for two values that JSON writes alike, whatever the order of their members. */
export function same(before: unknown, after: unknown): boolean {
  return canonical(before) === canonical(after);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, member: unknown) =>
      typeof member === "object" && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : member,
    ) ?? "undefined"
  );
}
