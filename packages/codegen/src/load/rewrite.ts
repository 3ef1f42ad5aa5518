import type { Json, JsonObject } from "@waybill/sync/connector";

/** The object with each member as `change` gives it, without those of which it gives none. The same object where all are as they were. */
export function rewrite(value: JsonObject, change: (key: string, member: Json) => Json | undefined): JsonObject {
  let changed: Map<string, Json | undefined> | undefined;
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    const kept = change(key, member);
    if (kept === member) continue;
    changed ??= new Map();
    changed.set(key, kept);
  }
  if (changed === undefined) return value;
  const members = Object.entries(value).flatMap(([key, member]): readonly [string, Json][] => {
    const kept = changed.has(key) ? changed.get(key) : member;
    return kept === undefined ? [] : [[key, kept]];
  });
  return Object.fromEntries(members);
}
