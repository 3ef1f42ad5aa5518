import type { StoredTokens, TokenStore } from "../../src/stores.ts";

/** Tokens in IndexedDB, which all tabs of an origin share. A save is over when it is on the disk. */
export async function indexedDbTokens(): Promise<TokenStore> {
  const opening = indexedDB.open("tokens");
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("tokens"));
  const database = await resultOf(opening);
  const change = (run: (tokens: IDBObjectStore) => void): Promise<void> => {
    const transaction = database.transaction("tokens", "readwrite", { durability: "strict" });
    run(transaction.objectStore("tokens"));
    return endOf(transaction);
  };
  return {
    // Written by `save` below, and by nobody else.
    load: (key) => resultOf<StoredTokens | undefined>(database.transaction("tokens").objectStore("tokens").get(key)),
    save: (key, value) => change((tokens) => void tokens.put(value, key)),
    remove: (key) => change((tokens) => void tokens.delete(key)),
  };
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(new Error("IndexedDB refused.", { cause: request.error })));
  });
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(new Error("IndexedDB aborted.", { cause: transaction.error })));
  });
}
