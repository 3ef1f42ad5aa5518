/** How often each thing happened. */
export type Tally = Readonly<Record<string, number>>;

export interface Counter {
  count(name: string): void;
  readonly tally: Tally;
}

export function createCounter(): Counter {
  let tally: Tally = {};
  return {
    count: (name) => {
      tally = sum([tally, { [name]: 1 }]);
    },
    get tally() {
      return tally;
    },
  };
}

export function sum(tallies: readonly Tally[]): Tally {
  const all = new Map<string, number>();
  for (const tally of tallies)
    for (const [name, times] of Object.entries(tally)) all.set(name, (all.get(name) ?? 0) + times);
  return Object.fromEntries([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** In a line, sorted by name. */
export function told(tally: Tally): string {
  return Object.entries(tally)
    .map(([name, times]) => `${name} ${times}`)
    .join(", ");
}
