import { knownLife, lifeOf, withLeaseAtOnce } from "../tabs/lease.ts";
import type { HeldLease } from "../tabs/lease.ts";
import { untilCommitted } from "../until-committed.ts";
import { leaseOptions } from "./step.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Does what a person asked for of a stream at once, also while a run goes on, here or in another tab: whoever works on it comes back to it afterwards, and
 * finds the change. Begun again where somebody goes on with the stream in between, and not at all where the connection was erased since. `life`:
 * {@link lifeOf} the connection when it was asked for, by default as it is.
 */
export async function interrupting<T>(
  context: StreamContext,
  work: (lease: HeldLease) => Promise<T>,
  life: Promise<number> = lifeOf(context.store, context.connection),
): Promise<T | undefined> {
  const asked = await life;
  const worked = async (lease: HeldLease): Promise<T | undefined> =>
    (await knownLife(context.store, context.connection)) === asked ? work(lease) : undefined;
  return untilCommitted(() => withLeaseAtOnce(leaseOptions(context), worked));
}
