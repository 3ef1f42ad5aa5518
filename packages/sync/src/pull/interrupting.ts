import { knownLife, lifeOf, withLeaseAtOnce } from "../tabs/lease.ts";
import type { HeldLease } from "../tabs/lease.ts";
import { untilCommitted } from "../until-committed.ts";
import { leaseOptions } from "./step.ts";
import type { StreamContext } from "./stream-context.ts";

/** Absent: none has begun. */
export type KnownLife = ReturnType<typeof knownLife>;

/**
 * Does what a person asked for of a stream at once, also while a run goes on, here or in another tab: whoever works on it comes back to it afterwards, and
 * finds the change. Begun again where somebody goes on with the stream in between, and not at all where the connection was erased since, or nothing of it
 * was there. `life`: {@link knownLife} of the connection when it was asked for, by default {@link lifeOf} it.
 */
export async function interrupting<T>(
  context: StreamContext,
  work: (lease: HeldLease) => Promise<T>,
  life: KnownLife = lifeOf(context.store, context.connection),
): Promise<T | undefined> {
  const asked = await life;
  const isOver = async (): Promise<boolean> =>
    asked === undefined || (await knownLife(context.store, context.connection)) !== asked;
  const worked = async (lease: HeldLease): Promise<T | undefined> => ((await isOver()) ? undefined : work(lease));
  return untilCommitted(async () =>
    (await isOver()) ? undefined : withLeaseAtOnce(leaseOptions(context, asked), worked),
  );
}
