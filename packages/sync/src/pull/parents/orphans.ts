import type { ParentRef, StreamContract } from "../../connector/contract.ts";
import type { RecordKey } from "../../record/record.ts";
import type { StreamContext } from "../stream-context.ts";
import { parentInKey } from "./below-parent.ts";

/** Keys of one read of the store. */
const limit = 500;

/** What is gone, without the children of parents that are gone, or lost their own, where the connector says to keep those. */
export async function withoutOrphans(
  context: StreamContext,
  absent: readonly RecordKey[],
): Promise<readonly RecordKey[]> {
  if (![context.contract, ...(context.ancestors ?? [])].some(keepsOrphans)) return absent;
  const keys: RecordKey[] = [];
  for (let at = 0; at < absent.length; at += limit) {
    const page = absent.slice(at, at + limit);
    const known = keepsOrphans(context.contract) ? await ofKnownParents(context, page) : page;
    keys.push(...(await withoutKept(context, known)));
  }
  return keys;
}

async function ofKnownParents(context: StreamContext, keys: readonly RecordKey[]): Promise<readonly RecordKey[]> {
  const { store, connection, contract } = context;
  const parents = keys.map((key) => parentInKey(key) ?? key);
  const known = await store.hashes(connection, contract.parent?.stream ?? "", parents);
  return keys.filter((_, index) => known[index] !== undefined);
}

/** Children of parents that are kept themselves stay with them: nobody asks for their lists any more. */
async function withoutKept(context: StreamContext, keys: readonly RecordKey[]): Promise<readonly RecordKey[]> {
  const kept = new Map<RecordKey, boolean>();
  const left: RecordKey[] = [];
  for (const key of keys) {
    const parent = parentInKey(key) ?? key;
    const isKept = kept.get(parent) ?? (await isKeptOrphan(context, parent));
    kept.set(parent, isKept);
    if (!isKept) left.push(key);
  }
  return left;
}

/**
 * Whether a stored parent is kept although a record above it is gone, so that the list of its children is no more. Only where these show in their keys
 * whose they are: others could not be kept.
 */
export async function isKeptOrphan(context: StreamContext, parent: RecordKey): Promise<boolean> {
  const { store, connection } = context;
  for (const { ref, key } of holdersOf(context, parent)) {
    const [hash] = await store.hashes(connection, ref.stream, [key]);
    if (hash === undefined) return ref.orphans === "keep";
  }
  return false;
}

/** Whether a record above a stored parent came, or changed, after a commit: the parent may have been passed for want of it until then. */
export async function mayBeBack(context: StreamContext, parent: RecordKey, head: number): Promise<boolean> {
  const { store, connection } = context;
  for (const { ref, key } of holdersOf(context, parent)) {
    const view = await store.record(connection, ref.stream, key);
    if (view !== undefined && view.commit > head) return true;
  }
  return false;
}

interface Holder {
  /** How its children are listed. */
  readonly ref: ParentRef;
  readonly key: RecordKey;
}

/** What a stored parent is listed below, the nearest first, as its key names it. None where nothing is kept without them. */
function holdersOf({ contract, ancestors = [] }: StreamContext, parent: RecordKey): readonly Holder[] {
  const found: Holder[] = [];
  if (contract.parent?.keys !== "below-parent" || !ancestors.some(keepsOrphans)) return found;
  let at = parent;
  for (const { parent: ref } of ancestors) {
    const key = ref?.keys === "below-parent" ? parentInKey(at) : undefined;
    if (ref === undefined || key === undefined) break;
    found.push({ ref, key });
    at = key;
  }
  return found;
}

function keepsOrphans({ parent }: StreamContract): boolean {
  return parent?.orphans === "keep";
}
