/** The generated records of a listing in one order, by their index: computed or kept as plain numbers, and never changed. */
export interface Sequence {
  readonly length: number;
  /** Index of the record at a place. */
  at(place: number): number;
}

export const countingUp = (length: number): Sequence => ({ length, at: (place) => place });

function listed(indexes: Uint32Array): Sequence {
  return { length: indexes.length, at: (place) => indexes[place] ?? 0 };
}

/** Indexes by the value each has, equal ones in order. Four bytes a record are kept. */
export function sortedBy(length: number, valueOf: (index: number) => number): Sequence {
  const values = Float64Array.from({ length }, (_, index) => valueOf(index));
  const indexes = Uint32Array.from({ length }, (_, index) => index);
  return listed(indexes.toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b));
}

/** The members of a sequence that a test lets through. */
export function filteredBy(sequence: Sequence, test: (index: number) => boolean): Sequence {
  const kept = new Uint32Array(sequence.length);
  let length = 0;
  for (let place = 0; place < sequence.length; place++) {
    const index = sequence.at(place);
    if (test(index)) kept[length++] = index;
  }
  return listed(kept.slice(0, length));
}

/** The members of a sequence from the place `start` to before `end`. */
export const stretch = (sequence: Sequence, start: number, end: number): Sequence => ({
  length: Math.max(0, Math.min(end, sequence.length) - start),
  at: (place) => sequence.at(place + start),
});

/** The same members, by number. */
export const ascending = (sequence: Sequence): Sequence =>
  listed(Uint32Array.from({ length: sequence.length }, (_, place) => sequence.at(place)).toSorted());

/** How many leading places, of `length`, satisfy `before`: by bisection, so all that do come first. */
export function countLeading(length: number, before: (place: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
