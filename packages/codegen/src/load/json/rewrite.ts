import type { Json, JsonObject } from "@waybill/sync/connector";
import { putMember, type Members } from "./put-member.ts";

/** The object with each member as `change` gives it, without those of which it gives none. The same object where all are as they were. */
export function rewrite(value: JsonObject, change: (key: string, member: Json) => Json | undefined): JsonObject {
  let copy: Members | undefined;
  // Without a list of the members: most objects stay as they are.
  for (const key in value) {
    const member = Object.hasOwn(value, key) ? value[key] : undefined;
    if (member === undefined) continue;
    const kept = change(key, member);
    if (copy === undefined && kept !== member) copy = membersBefore(value, key);
    if (copy !== undefined && kept !== undefined) putMember(copy, key, kept);
  }
  return copy ?? value;
}

function membersBefore(value: JsonObject, end: string): Members {
  const members: Members = {};
  for (const key of Object.keys(value)) {
    if (key === end) break;
    const member = value[key];
    if (member !== undefined) putMember(members, key, member);
  }
  return members;
}
