import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { Lease } from "../../store/contract.ts";
import { knownLife } from "../../tabs/lease.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { erasedMeanwhile } from "./ended-meanwhile.ts";
import type { StepResult } from "./step-result.ts";
import type { StreamContext } from "../stream-context.ts";

/** How things stood when somebody asked for work on a stream: an erasure or a cancellation since then, in whichever tab, is of that work too. */
export interface Asked {
  /** {@link lifeOf} the connection. */
  readonly life: number;
  /** How often the stream had been cancelled. */
  readonly cancelled: number;
  readonly blocker: Checkpoint["blocker"];
  /** Whether it is still to be done as the stream stands when its turn comes. Default: whatever happened since. */
  readonly isWanted?: IsWanted | undefined;
  /** The stream's lease as its heartbeat stopped: it is waited for no second time. Default: nobody has waited. */
  readonly gone?: Lease | undefined;
}

export type IsWanted = (now: Partial<Checkpoint>) => boolean;

/** What was asked for before a person cancelled the stream is not begun afterwards. */
export const cancelledMeanwhile: Failure = failure("aborted", {
  message: "The stream was cancelled before its turn came. Ask again to read it.",
});

/** Whoever goes on with what others left does not do again what was done since. */
export const doneMeanwhile: Failure = failure("aborted", {
  message: "What was left of the stream was done before its turn came. Ask again to read it.",
});

/** Whether nobody wants it any more. Under a lease that no erasure took, it stays so. */
export async function calledOff(context: StreamContext, asked: Asked | undefined): Promise<StepResult | undefined> {
  if (asked === undefined) return undefined;
  const erased = await erasedSince(context, asked);
  if (erased !== undefined) return erased;
  const now: Partial<Checkpoint> = (await context.store.checkpoint(context.connection, context.contract.name)) ?? {};
  if ((now.cancelled ?? 0) > asked.cancelled) return refused(cancelledMeanwhile);
  return asked.isWanted?.(now) === false ? refused(doneMeanwhile) : undefined;
}

/** Whether the connection was erased since. Looked at before a lease, too, which would be there again. */
export async function erasedSince(
  { store, connection }: StreamContext,
  asked: Asked | undefined,
): Promise<StepResult | undefined> {
  const isErased = asked !== undefined && (await knownLife(store, connection)) !== asked.life;
  return isErased ? refused(erasedMeanwhile) : undefined;
}

function refused(why: Failure): StepResult {
  return { state: "refused", failure: why };
}
