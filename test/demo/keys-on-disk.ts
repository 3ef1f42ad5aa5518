import type { Customer } from "./customer.ts";

/** How many keys lie on the disk for each stream, however often: read past the store, which counts for itself. */
export function keysOnDisk({ page: shown }: Customer): Promise<Readonly<Record<string, number>>> {
  return shown.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => {
        request.addEventListener("success", () => {
          resolve(request.result);
        });
      });
    const keys: Record<string, Set<string>> = {};
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      const entries = database.transaction("entries").objectStore("entries");
      const [places, segments] = await Promise.all([done(entries.getAllKeys()), done(entries.getAll())]);
      places.forEach((place, at) => {
        const stream: unknown = Array.isArray(place) ? place[1] : undefined;
        if (typeof stream !== "string") return;
        const found = (keys[stream] ??= new Set());
        for (const key of segments[at].keys) found.add(key);
      });
      database.close();
    }
    return Object.fromEntries(Object.entries(keys).map(([stream, { size }]) => [stream, size]));
  });
}
