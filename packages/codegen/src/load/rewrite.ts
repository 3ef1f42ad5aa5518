import type { Json, JsonObject } from "@waybill/sync/connector";

/** The object with each member as `change` gives it, without those of which it gives none. The same object where all are as they were. */
export function rewrite(value: JsonObject, change: (key: string, member: Json) => Json | undefined): JsonObject {
  let changed: Map<string, Json | undefined> | undefined;
  // Without a list of the members: most objects stay as they are.
  for (const key in value) {
    const member = Object.hasOwn(value, key) ? value[key] : undefined;
    if (member === undefined) continue;
    const kept = change(key, member);
    if (kept === member) continue;
    changed ??= new Map();
    changed.set(key, kept);
  }
  if (changed === undefined) return value;
  const members: (readonly [string, Json])[] = [];
  for (const [key, member] of Object.entries(value)) {
    const kept = changed.has(key) ? changed.get(key) : member;
    if (kept !== undefined) members.push([key, kept]);
  }
  return Object.fromEntries(members);
}
