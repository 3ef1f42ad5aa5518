/** What WebCrypto works at, beside the event loop. */
export interface WorkOfCrypto {
  /** Waits until each piece of work that is under way now has ended. Resolves to whether there was any. */
  ended(): Promise<boolean>;
}

const watched = new WeakMap<SubtleCrypto, Set<Promise<unknown>>>();

/** Counts, from the first call on, what `crypto.subtle` is at. Its methods do what they did; what is called on it through an older reference is not seen. */
export function watchCrypto(): WorkOfCrypto {
  // A page that is not served securely has none.
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return { ended: () => Promise.resolve(false) };
  const under = watched.get(subtle) ?? wrap(subtle);
  return {
    async ended() {
      if (under.size === 0) return false;
      await Promise.allSettled(under);
      return true;
    },
  };
}

function wrap(subtle: SubtleCrypto): Set<Promise<unknown>> {
  const under = new Set<Promise<unknown>>();
  watched.set(subtle, under);
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(subtle)))) {
    if (name === "constructor" || typeof value !== "function") continue;
    const method = (...given: unknown[]): unknown => {
      const answer: unknown = Reflect.apply(value, subtle, given);
      if (answer instanceof Promise) note(under, answer);
      return answer;
    };
    Object.defineProperty(subtle, name, { value: method, configurable: true, writable: true, enumerable: false });
  }
  return under;
}

function note(under: Set<Promise<unknown>>, work: Promise<unknown>): void {
  under.add(work);
  const end = (): void => void under.delete(work);
  work.then(end, end);
}
