/** The names that are most like a wanted one, the nearest first: those that a slip of the hand or of memory explains. */
export function nearest(wanted: string, names: Iterable<string>, most = 3): readonly string[] {
  const reach = Math.max(2, Math.floor(wanted.length / 3));
  return ranked(wanted, names)
    .filter(({ distance }) => distance <= reach)
    .slice(0, most)
    .map(({ name }) => name);
}

/** `Did you mean "contacts"?`, or, where nothing is near, the names there are, or nothing where there are none. */
export function suggest(wanted: string, names: Iterable<string>): string {
  const known = [...new Set(names)];
  const [first] = nearest(wanted, known, 1);
  if (first !== undefined) return `Did you mean "${first}"?`;
  if (known.length === 0) return "";
  const shown = known.slice(0, MOST_SHOWN).join(", ");
  return `There ${known.length === 1 ? "is" : "are"}: ${shown}${known.length > MOST_SHOWN ? `, and ${known.length - MOST_SHOWN} more` : ""}.`;
}

const MOST_SHOWN = 12;

function ranked(
  wanted: string,
  names: Iterable<string>,
): readonly { readonly name: string; readonly distance: number }[] {
  const plain = wanted.toLowerCase();
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceTo(plain, name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
}

/** A name that holds the whole of what was wanted is as near as a slip of one letter. */
function distanceTo(wanted: string, name: string): number {
  return wanted.length > 3 && name !== wanted && name.includes(wanted) ? 1 : editDistance(wanted, name);
}

/** Letters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const replaced = at(last, column - 1) + (same ? 0 : 1);
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] ? at(beforeLast, column - 2) + 1 : Infinity;
      current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, replaced, swapped));
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
