import { hash } from "../random.ts";
import type { Collection } from "../state/collection.ts";
import type { FaultOptions } from "./fault.ts";

/** Between two pages somebody at the vendor's works on: one of the records is touched or removed, or one is added. Really: the vendor holds it so from now on. */
export function moveRecord(
  collection: Collection,
  { mode = "touched" }: FaultOptions["moving_records"],
  { seed, number, now }: { seed: number; number: number; now: number },
): void {
  const live = collection.entries({ deleted: false });
  const chosen = live.at(hash(seed, "moving", number) % Math.max(1, live.length));
  if (mode === "added") collection.create({}, now);
  else if (chosen === undefined) return;
  else if (mode === "removed") collection.remove(chosen, now);
  else collection.update(chosen, {}, now);
}
