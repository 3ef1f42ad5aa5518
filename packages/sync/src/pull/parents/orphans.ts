import type { RecordKey } from "../../record/record.ts";
import type { Absent } from "../deletions.ts";
import type { StreamContext } from "../stream-context.ts";
import { parentInKey } from "./below-parent.ts";

/** Keys of one read of the store. */
const limit = 500;

/** What is gone, without the children of parents that are gone, where the connector says to keep those. */
export async function withoutOrphans(context: StreamContext, absent: Absent): Promise<Absent> {
  if (context.contract.parent?.orphans !== "keep") return absent;
  const keys: RecordKey[] = [];
  for (let at = 0; at < absent.keys.length; at += limit) {
    keys.push(...(await ofKnownParents(context, absent.keys.slice(at, at + limit))));
  }
  return { ...absent, keys };
}

async function ofKnownParents(context: StreamContext, keys: readonly RecordKey[]): Promise<readonly RecordKey[]> {
  const { store, connection, contract } = context;
  const parents = keys.map((key) => parentInKey(key) ?? key);
  const known = await store.hashes(connection, contract.parent?.stream ?? "", parents);
  return keys.filter((_, index) => known[index] !== undefined);
}
