import type { Json } from "@waybill/sync/connector";

/** An object that is being made. */
export type Members = Record<string, Json>;

/** Adds a member of any name. Assigned, one called `__proto__` would set the prototype; so would nothing else, and an assignment is many times faster. */
export function putMember(members: Members, name: string, value: Json): void {
  if (name === "__proto__")
    Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
  else members[name] = value;
}
