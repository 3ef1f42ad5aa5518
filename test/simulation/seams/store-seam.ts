import type { Store } from "@waybill/sync/store";
import type { Process } from "../world/process.ts";

/** A store as a process sees it: every call can be its last. What it is told of other commits ends with it, too. */
export function storeSeam(store: Store, process: Process): Store {
  const through = <T>(call: () => Promise<T>): Promise<T> => process.call("store", call);
  return new Proxy(store, {
    get(target, name: keyof Store) {
      const member = target[name];
      // To recall takes no time, and touches nothing.
      if (typeof member !== "function" || name === "recall") return member;
      if (name === "subscribe")
        return (listener: Parameters<Store["subscribe"]>[0]) => subscribe(store, process, listener);
      if (name === "seen") return (...at: Parameters<Store["seen"]>) => blocks(store, process, at);
      return (...given: unknown[]) => through(async () => Reflect.apply(member, target, given));
    },
  });
}

async function* blocks(store: Store, process: Process, at: Parameters<Store["seen"]>) {
  const all = await process.call("store", async () => {
    const found = [];
    for await (const block of store.seen(...at)) found.push(block);
    return found;
  });
  yield* all;
}

function subscribe(store: Store, process: Process, listener: Parameters<Store["subscribe"]>[0]): () => void {
  const end = store.subscribe((event) => {
    process.after(0, () => listener(event));
  });
  process.onDeath(end);
  return end;
}
