/** How many names are kept, and how long one may be: a document may be hostile, and a process that watches one has no end. */
const MOST = 20_000;
const LONGEST = 200;

/** A pure function of a name that keeps what it gave. Documents use a few thousand names, each of them many times. */
export function remember<T>(tell: (name: string) => T): (name: string) => T {
  // Boxed, as there may be nothing to tell.
  const known = new Map<string, { readonly told: T }>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before.told;
    const told = tell(name);
    if (known.size >= MOST) known.clear();
    if (name.length <= LONGEST) known.set(name, { told });
    return told;
  };
}

/** The same of a name and something else, as the rules that count: what it gave is kept as long as that is there. */
export function rememberWith<K extends object, T>(tell: (about: K, name: string) => T): (about: K, name: string) => T {
  const known = new WeakMap<K, (name: string) => T>();
  return (about, name) => {
    const before = known.get(about);
    if (before !== undefined) return before(name);
    const told = remember((each) => tell(about, each));
    known.set(about, told);
    return told(name);
  };
}
