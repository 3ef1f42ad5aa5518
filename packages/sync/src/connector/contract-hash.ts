import type { Incremental, ParentRef, StreamContract } from "./contract.ts";
import type { Json } from "./json.ts";
import { isJsonObject } from "./pointer.ts";
import type { ParameterValues } from "./request.ts";

/**
 * Names the meaning of a stream's stored state: which list, where its records are, what identifies one, what orders them, how a deletion shows.
 * Two contracts of one hash can go on from each other's checkpoint. Page size, display and titles do not change it. `filled`: what a connection adds
 * to every request; another account or filter is another list. `ancestors`: the streams above, the parent first, whose keys may be part of this one's.
 */
export function contractHash(
  stream: StreamContract,
  filled: ParameterValues = {},
  ancestors: readonly StreamContract[] = [],
): string {
  const { list, items, primaryKey, incremental, syncToken, deletes, parent, pagination } = stream;
  const meaning = {
    path: `${list.method} ${list.path}`,
    parameters: Object.keys(filled).length === 0 ? (list.parameters ?? null) : { ...list.parameters, ...filled },
    items,
    primaryKey,
    cursor: incremental === undefined ? null : cursorMeaning(incremental),
    ...(syncToken !== undefined && { token: { at: syncToken.token, param: syncToken.param ?? null } }),
    deletes: deletes === undefined ? null : { field: deletes.field, values: deletes.values ?? null },
    parent: parent === undefined ? null : parentMeaning(parent, ancestors),
    // A position of one style means nothing to another.
    paging: pagination.style,
  };
  return fnv1a64(canonicalText(meaning));
}

function cursorMeaning({ param, cursorField, format, spanMs, maxResults }: Incremental): Json {
  return { param, field: cursorField, format, ...((spanMs ?? maxResults) !== undefined && { windows: true }) };
}

/**
 * How far keys reach changes them only where it is not the default. A parent that is itself a child may be keyed in two ways, and what is stored below
 * its key with it.
 */
function parentMeaning({ stream, parameters, inherits, keys }: ParentRef, ancestors: readonly StreamContract[]): Json {
  const meaning = { stream, parameters, ...(inherits !== undefined && { inherits }) };
  if (keys !== "below-parent") return meaning;
  return { ...meaning, keys, ...(ancestors[0]?.parent !== undefined && { below: keyMeaning(ancestors) }) };
}

/** What the stored key of a record of the first of these streams is made of. */
function keyMeaning([stream, ...above]: readonly StreamContract[]): Json {
  if (stream === undefined) return null;
  const { primaryKey, parent } = stream;
  return parent?.keys === "below-parent" ? { primaryKey, below: keyMeaning(above) } : { primaryKey };
}

/** JSON with sorted members: equal values, equal text. */
const canonicalText = (value: Json): string => JSON.stringify(value, inOrder);

function inOrder(_: string, value: Json): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/**
 * FNV-1a, 64 bits, as 16 hexadecimal digits (draft-eastlake-fnv). It tells contents apart and is no protection against someone who wants two to look
 * alike; what needs that uses SHA-256.
 */
function fnv1a64(text: string): string {
  let hash = offsetBasis;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  return hash.toString(16).padStart(16, "0");
}
