import { afterConnection } from "./ranges.ts";
import { connectionStores, ownedStores } from "../database/schema.ts";
import type { AnyTransaction } from "../database/schema.ts";

/**
 * Every connection that the store holds anything of, ascending. Costs a read for each connection and object store, however many rows there are, and
 * reads no value: damaged rows have an owner too.
 */
export async function connectionsIn(tx: AnyTransaction): Promise<readonly string[]> {
  const found = await Promise.all([
    ...connectionStores.map((name) => firstParts((range) => tx.objectStore(name).getKey(range))),
    ...ownedStores.map((name) =>
      firstParts(async (range) => {
        const cursor = await tx.objectStore(name).index("owner").openKeyCursor(range);
        return cursor?.key;
      }),
    ),
  ]);
  return [...new Set(found.flat())].toSorted();
}

/** Steps from connection to connection over keys that begin with one. */
async function firstParts(
  firstIn: (range: IDBKeyRange) => Promise<readonly [connection: string, ...rest: unknown[]] | undefined>,
): Promise<string[]> {
  const found: string[] = [];
  let key = await firstIn(afterConnection(undefined));
  while (key !== undefined) {
    found.push(key[0]);
    key = await firstIn(afterConnection(key[0]));
  }
  return found;
}
