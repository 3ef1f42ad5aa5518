import { withLeaseAtOnce } from "../tabs/lease.ts";
import type { HeldLease } from "../tabs/lease.ts";
import { untilCommitted } from "../until-committed.ts";
import { leaseOptions } from "./step.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Does what a person asked for of a stream at once, also while a run goes on, here or in another tab: whoever works on it comes back to it afterwards, and
 * finds the change. Begun again where somebody goes on with the stream in between.
 */
export async function interrupting<T>(context: StreamContext, work: (lease: HeldLease) => Promise<T>): Promise<T> {
  return untilCommitted(() => withLeaseAtOnce(leaseOptions(context), work));
}
