import { remove, write } from "../document/pointer.ts";
import { hash } from "../random.ts";
import type { Outgoing } from "./outgoing.ts";

/** Takes the key away, or puts something of another type in its place. Records without a key stay. */
export function damageKey({ copy, stream, seed, n }: Outgoing): void {
  const [key] = stream.primaryKey;
  if (key === undefined) return;
  if (hash(seed, "damage", stream.name, n) % 2 === 0) remove(copy, key);
  else write(copy, key, { unexpected: true });
}
