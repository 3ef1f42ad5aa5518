import { DocumentError } from "./document-error.ts";
import { readingLimits } from "./limits.ts";

interface Extent {
  readonly values: number;
  readonly height: number;
}

/**
 * Refuses what is too deep or too much to be walked, before anything walks it. YAML aliases let a few lines stand for billions of values: a shared
 * part is counted as often as it is used, and walked once.
 * @throws DocumentError `too-large`
 */
export function assertBounded(root: unknown, file: string): void {
  const known = new Map<object, Extent>();
  const open = new Set<object>();
  const measure = (value: object, depth: number): Extent => {
    const before = known.get(value);
    if (before !== undefined && depth + before.height <= readingLimits.depth) return before;
    if (open.has(value)) throw refusal(file, "A YAML alias contains itself.");
    if (depth > readingLimits.depth) throw tooDeep(file);
    open.add(value);
    const extent = extentOf(value, (member) => measure(member, depth + 1));
    if (extent.values > readingLimits.values)
      throw refusal(file, `It holds more than ${count(readingLimits.values)} values.`);
    open.delete(value);
    known.set(value, extent);
    return extent;
  };
  if (typeof root === "object" && root !== null) measure(root, 1);
}

function extentOf(value: object, measure: (member: object) => Extent): Extent {
  let values = 1;
  let height = 0;
  for (const name of Object.keys(value)) {
    const member: unknown = Reflect.get(value, name);
    if (typeof member === "object" && member !== null) {
      const inner = measure(member);
      values += inner.values;
      height = Math.max(height, inner.height + 1);
    } else values += 1;
  }
  return { values, height };
}

/** The refusal of a document whose objects and arrays are nested beyond reason. */
export function tooDeep(file: string, cause?: unknown): DocumentError {
  return refusal(file, `Its objects and arrays are nested more than ${count(readingLimits.depth)} deep.`, cause);
}

/** The refusal of a file with too many bytes. */
export function tooManyBytes(file: string, cause?: unknown): DocumentError {
  const most = count(readingLimits.bytes / 1024 / 1024);
  const next = "Give the document of one API, without recorded answers or other data in it.";
  return new DocumentError({ code: "too-large", file, what: `It holds more than ${most} MB.`, next, cause });
}

/** The refusal of a document that is made of too many files. */
export function tooManyFiles(file: string): DocumentError {
  const next = "Bundle the document into one file first.";
  return new DocumentError({
    code: "too-large",
    file,
    what: `It is made of more than ${count(readingLimits.files)} files.`,
    next,
  });
}

function refusal(file: string, what: string, cause?: unknown): DocumentError {
  const next = "Write the repeated parts once and refer to them by $ref.";
  return new DocumentError({ code: "too-large", file, what, next, cause });
}

function count(number: number): string {
  return number.toLocaleString("en");
}
