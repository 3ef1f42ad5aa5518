import type { Span } from "./span.ts";

/** Greater than every string and number as a part of a key: IndexedDB sorts arrays after all else. */
const end: readonly IDBValidKey[] = [];

/** All keys that begin with these parts. */
export function under(...parts: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound([...parts], [...parts, end], false, true);
}

/** Keys that begin with these parts and end with something greater than `last`; all of them when it is absent. */
export function after(parts: readonly string[], last: string | number | undefined): IDBKeyRange {
  if (last === undefined) return under(...parts);
  return IDBKeyRange.bound([...parts, last], [...parts, end], true, true);
}

/** Keys that begin with these parts and go on with `first` or something greater, whatever follows it. */
export function from(parts: readonly string[], first: number): IDBKeyRange {
  return IDBKeyRange.bound([...parts, first], [...parts, end], false, true);
}

/** Keys that begin with these parts and go on with a text of the span, its ends included. */
export function within(parts: readonly string[], { first, last }: Span): IDBKeyRange {
  return IDBKeyRange.bound([...parts, first], [...parts, last]);
}

/** Keys that begin with these parts and go on with a number less than `place`. */
export function below(parts: readonly string[], place: number): IDBKeyRange {
  return IDBKeyRange.bound([...parts], [...parts, place], false, true);
}

/** All keys whose connection comes after this one; all keys that begin with a connection when it is absent. */
export function afterConnection(connection: string | undefined): IDBKeyRange {
  return IDBKeyRange.lowerBound(connection === undefined ? [] : [connection, end]);
}
