/** How many names are kept, and how long one may be: a document may be hostile, and a process that watches one has no end. */
const MOST = 20_000;
const LONGEST = 200;

/** A pure function of a name that keeps what it gave. Documents use a few thousand names, each of them many times. */
export function remember<T>(tell: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const told = tell(name);
    if (known.size >= MOST) known.clear();
    if (name.length <= LONGEST) known.set(name, told);
    return told;
  };
}
