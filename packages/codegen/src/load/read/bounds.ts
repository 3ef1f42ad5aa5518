import { DocumentError } from "./document-error.ts";
import { readingLimits } from "./limits.ts";

interface Extent {
  readonly values: number;
  readonly height: number;
}

/**
 * Refuses what is too deep or too much to be walked, before anything walks it. YAML aliases let a few lines stand for billions of values: what is
 * shared is counted as often as it is used, and walked once. Where nothing can be shared, less is written down.
 * @throws DocumentError `too-large`
 */
export function assertBounded(root: unknown, parts: "apart" | "shared", file: string): void {
  if (typeof root !== "object" || root === null) return;
  if (parts === "apart") assertTree(root, file);
  else assertGraph(root, file);
}

/** Recursion is safe: it goes no deeper than the limit. */
function assertTree(root: object, file: string): void {
  let values = 0;
  const add = (member: unknown, depth: number): void => {
    values += 1;
    // Told at once: what hides that it is shared would be walked without an end.
    if (values > readingLimits.values) throw tooManyValues(file);
    if (typeof member === "object" && member !== null) visit(member, depth + 1);
  };
  const visit = (value: object, depth: number): void => {
    if (depth > readingLimits.depth) throw tooDeep(file);
    // Without a list of an object's members: there are millions of them.
    if (Array.isArray(value)) for (const member of value) add(member, depth);
    else for (const name in value) if (Object.hasOwn(value, name)) add(Reflect.get(value, name), depth);
  };
  visit(root, 1);
}

function assertGraph(root: object, file: string): void {
  const known = new Map<object, Extent>();
  const open = new Set<object>();
  const measure = (value: object, depth: number): Extent => {
    const before = known.get(value);
    if (before !== undefined && depth + before.height <= readingLimits.depth) return before;
    if (open.has(value)) throw refusal(file, "A YAML alias contains itself.");
    if (depth > readingLimits.depth) throw tooDeep(file);
    open.add(value);
    let values = 1;
    let height = 0;
    const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    for (const member of members) {
      if (typeof member !== "object" || member === null) {
        values += 1;
        continue;
      }
      const inner = measure(member, depth + 1);
      values += inner.values;
      height = Math.max(height, inner.height + 1);
    }
    if (values > readingLimits.values) throw tooManyValues(file);
    open.delete(value);
    known.set(value, { values, height });
    return { values, height };
  };
  measure(root, 1);
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

function tooManyValues(file: string): DocumentError {
  return refusal(file, `It holds more than ${count(readingLimits.values)} values.`);
}

function refusal(file: string, what: string, cause?: unknown): DocumentError {
  const next = "Write the repeated parts once and refer to them by $ref.";
  return new DocumentError({ code: "too-large", file, what, next, cause });
}

function count(number: number): string {
  return number.toLocaleString("en");
}
