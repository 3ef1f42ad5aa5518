import type { Store } from "../src/store/index.ts";

/** A store before each of whose calls something happens. */
export function delayedStore(store: Store, before: () => Promise<unknown>): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      const member = target[name];
      if (typeof member !== "function" || isSync(name)) return member;
      return async (...given: unknown[]): Promise<unknown> => {
        await before();
        return Reflect.apply(member, target, given);
      };
    },
  });
}

/** Calls that nobody waits for. */
function isSync(name: keyof Store): boolean {
  return name === "seen" || name === "subscribe" || name === "recall";
}

/** Delays in milliseconds, always the same ones for a seed: calls that run beside each other end in another order with each. */
export function delays(seed: number, atMost: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647) * atMost;
  };
}
