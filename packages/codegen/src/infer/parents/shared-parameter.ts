import { parameterPlace, type ParameterRef } from "@waybill/sync/connector";
import type { ListedStream } from "./parent-rule.ts";

/**
 * Whether a parameter that two lists have is one to both: in the path where the same stands before it, as in `/users/{id}/boards` and
 * `/users/{id}/boards/{board_id}/cards`; elsewhere where its name says what it is the key of.
 */
export function isShared(ref: ParameterRef, one: ListedStream, other: ListedStream): boolean {
  if (!one.open.includes(ref) || !other.open.includes(ref)) return false;
  const place = parameterPlace(ref);
  if (place.in === "body") return true;
  if (place.in !== "path") return !BARE_KEY.test(place.name);
  const hole = `{${place.name}}`;
  const before = [one, other].map(({ operation }) => operation.path.split(hole)[0]);
  return before[0] === before[1];
}

/** The key of anything. */
const BARE_KEY = /^(id|key|name|uuid|guid|gid|code|slug)$/i;
