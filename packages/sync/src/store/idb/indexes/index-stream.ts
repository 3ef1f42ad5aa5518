import type { Pointer } from "../../../connector/refs.ts";
import { ownMark } from "../../check-batch.ts";
import { parsed, unreadable } from "../rows/rows.ts";
import type { AnyTransaction } from "../database/schema.ts";
import type { OfStream } from "../segments/segment.ts";
import type { OwnDeclared } from "./own-declared.ts";

/** An index is kept like a stream, under a name that no stream has. */
export interface KeptIndex {
  readonly of: OfStream;
  /** The stream whose records it finds, by this field. */
  readonly indexed: OfStream;
  readonly field: Pointer;
}

export function indexStream([connection, stream]: OfStream, field: Pointer): OfStream {
  return [connection, ownMark + JSON.stringify([stream, field])];
}

/** What is kept under a name; `undefined` for that of a stream. */
export function keptIndex(of: OfStream): KeptIndex | undefined {
  const [connection, name] = of;
  if (!name.startsWith(ownMark)) return undefined;
  const named = parsed(name.slice(ownMark.length), "index");
  const [stream, field]: readonly unknown[] = Array.isArray(named) ? named : [];
  if (typeof stream !== "string" || !isPointer(field)) throw unreadable("index");
  return { of, indexed: [connection, stream], field };
}

function isPointer(text: unknown): text is Pointer {
  return typeof text === "string" && (text === "" || text.startsWith("/"));
}

/** Every index of a connection: one request, which reads no value. */
export async function keptIndexes(tx: AnyTransaction, connection: string): Promise<readonly KeptIndex[]> {
  const range = IDBKeyRange.bound([connection, ownMark], [connection, pastOwnMark], false, true);
  const keys = await tx.objectStore("streams").getAllKeys(range);
  return keys.flatMap((of) => keptIndex(of) ?? []);
}

const pastOwnMark = "\u0001";

/** Fields by which a stream's records are found: those that are kept, and those that this handle declared. */
export async function indexedFields(
  tx: AnyTransaction,
  of: OfStream,
  own: Pick<OwnDeclared, "fields">,
): Promise<readonly Pointer[]> {
  const kept = await keptIndexes(tx, of[0]);
  const fields = kept.flatMap(({ indexed, field }) => (indexed[1] === of[1] ? [field] : []));
  return [...new Set([...fields, ...own.fields(of)])];
}
