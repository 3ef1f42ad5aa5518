import type { ParentRef, StreamContract } from "./contract.ts";
import type { Json } from "./json.ts";
import { isJsonArray, isJsonObject } from "./pointer.ts";
import type { ParameterValues } from "./request.ts";

/**
 * Names the meaning of a stream's stored state: which list, where its records are, what identifies one, what orders them, how a deletion shows.
 * Two contracts of one hash can go on from each other's checkpoint. Page size, display and titles do not change it. `filled`: what a connection adds
 * to every request; another account or filter is another list.
 */
export function contractHash(stream: StreamContract, filled: ParameterValues = {}): string {
  const { list, items, primaryKey, incremental, syncToken, deletes, parent, pagination } = stream;
  const meaning = {
    path: `${list.method} ${list.path}`,
    parameters: Object.keys(filled).length === 0 ? (list.parameters ?? null) : { ...list.parameters, ...filled },
    items,
    primaryKey,
    cursor:
      incremental === undefined
        ? null
        : {
            param: incremental.param,
            field: incremental.cursorField,
            format: incremental.format,
            ...((incremental.spanMs ?? incremental.maxResults) !== undefined && { windows: true }),
          },
    ...(syncToken !== undefined && { token: { at: syncToken.token, param: syncToken.param ?? null } }),
    deletes: deletes === undefined ? null : { field: deletes.field, values: deletes.values ?? null },
    parent: parent === undefined ? null : parentMeaning(parent),
    // A position of one style means nothing to another.
    paging: pagination.style,
  };
  return fnv1a64(canonicalText(meaning));
}

/** How far keys reach changes them only where it is not the default. */
function parentMeaning({ stream, parameters, inherits, keys }: ParentRef): Json {
  return { stream, parameters, ...(inherits !== undefined && { inherits }), ...(keys === "below-parent" && { keys }) };
}

/** JSON with sorted members: equal values, equal text. */
function canonicalText(value: Json): string {
  if (isJsonArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(",")}}`;
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
