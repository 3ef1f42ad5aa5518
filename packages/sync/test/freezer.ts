import type { Clock, Fetch } from "@waybill/transport";
import type { Store } from "../src/store/index.ts";

/** What a tab goes through whose page the browser freezes: nothing of it goes on until it is thawed, and then all of it. */
export function freezer() {
  let thawed = Promise.resolve();
  let thaw = (): void => {};
  const held = async <T>(work: Promise<T>): Promise<T> => {
    const end = await work.then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error;
      },
    );
    await thawed;
    return end();
  };
  return {
    freeze: () => {
      thaw();
      thawed = new Promise((resolve) => {
        thaw = resolve;
      });
    },
    thaw: () => thaw(),
    store: (store: Store): Store =>
      new Proxy(store, {
        get(of, name: keyof Store) {
          const member = of[name];
          if (typeof member !== "function" || name === "subscribe" || name === "seen" || name === "recall")
            return member;
          return async (...given: unknown[]): Promise<unknown> => {
            await thawed;
            return held(Promise.resolve(Reflect.apply(member, of, given)));
          };
        },
      }),
    fetch:
      (fetch: Fetch): Fetch =>
      async (input, init) => {
        await thawed;
        return held(fetch(input, init));
      },
    clock: (clock: Clock): Clock => ({ ...clock, sleep: (ms, signal) => held(clock.sleep(ms, signal)) }),
  };
}
