/**
 * A name for each that is heard alone, as the names of buttons are: what it is called; where others are called the same, all that is shown of it; and
 * where that is the same, too, its place among them. Of each: what it is called, then what else is shown of it.
 */
export function distinctNames(
  list: readonly (readonly [name: string, ...more: (string | undefined)[]])[],
  number: (value: number) => string | undefined,
): readonly string[] {
  const shared = repeated(list.map(([name]) => name));
  const names = list.map((shown) => (shared.has(shown[0]) ? said(shown) : shown[0]));
  const alike = repeated(names);
  const places = new Map<string, number>();
  return names.map((name) => {
    if (!alike.has(name)) return name;
    const place = (places.get(name) ?? 0) + 1;
    places.set(name, place);
    return said([name, number(place)]);
  });
}

function said(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(" · ");
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}
