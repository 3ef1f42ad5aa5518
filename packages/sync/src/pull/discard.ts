import { knownLife } from "../tabs/lease.ts";
import type { HeldLease } from "../tabs/lease.ts";
import { interrupting } from "./interrupting.ts";
import { readableCheckpoint } from "./run/open-session.ts";
import { byKey, heldUnder } from "./rows/quarantine.ts";
import { commitCheckpoint, successor } from "./run/session.ts";
import { tracesFor, tracesOfKept } from "./rows/stamp-rows.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Gives quarantined records up: they are not stored, and no longer ask for attention. That they came, and why they were kept aside, is remembered.
 * A stream that holds none of them is left to its work, and one that was erased meanwhile stays empty.
 */
export async function discard(context: StreamContext, ids: readonly string[]): Promise<void> {
  const life = knownLife(context.store, context.connection);
  const [, asked] = await Promise.all([life, heldUnder(context, ids)]);
  if (asked.length === 0) return;
  const give = async (lease: HeldLease): Promise<void> => {
    const held = await heldUnder(context, ids);
    if (held.length === 0) return;
    const checkpoint = await readableCheckpoint(context);
    await commitCheckpoint({ context, lease, checkpoint }, successor({ checkpoint }, { traced: true }), {
      quarantine: { put: [], remove: held.map(({ id }) => id) },
      ...tracesFor(context, await tracesOfKept(context, byKey(held), context.clock.now())),
    });
  };
  await interrupting(context, give, life);
}
