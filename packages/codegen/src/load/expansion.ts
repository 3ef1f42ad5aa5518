import { DocumentError } from "./document-error.ts";

/** The largest real documents hold some 500,000 values; ten times that is an attack or a mistake. */
const MAX_VALUES = 5_000_000;

/**
 * YAML aliases let a few lines stand for billions of values. Counts what a reader would walk, each shared part once and then by its known
 * size, and refuses a document that is beyond reason or contains itself.
 * @throws DocumentError `too-large`
 */
export function assertBoundedExpansion(root: unknown, file: string): void {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const sizeOf = (value: unknown): number => {
    if (typeof value !== "object" || value === null) return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    if (open.has(value)) throw refusal(file, "A YAML alias contains itself.");
    open.add(value);
    let size = 1;
    for (const member of Object.values(value)) size += sizeOf(member);
    if (size > MAX_VALUES)
      throw refusal(file, `YAML aliases expand to more than ${MAX_VALUES.toLocaleString("en")} values.`);
    open.delete(value);
    sizes.set(value, size);
    return size;
  };
  sizeOf(root);
}

function refusal(file: string, what: string): DocumentError {
  return new DocumentError({
    code: "too-large",
    file,
    what,
    next: "Write the repeated parts once and refer to them by $ref.",
  });
}
