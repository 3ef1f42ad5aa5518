import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { knownLife } from "../tabs/lease.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { erasedMeanwhile } from "./ended-meanwhile.ts";
import type { StepResult } from "./step-result.ts";
import type { StreamContext } from "./stream-context.ts";

/** How things stood when somebody asked for work on a stream: an erasure or a cancellation since then, in whichever tab, is of that work too. */
export interface Asked {
  /** {@link lifeOf} the connection. */
  readonly life: number;
  /** How often the stream had been cancelled. */
  readonly cancelled: number;
  readonly blocker: Checkpoint["blocker"];
}

/** What was asked for before a person cancelled the stream is not begun afterwards. */
export const cancelledMeanwhile: Failure = failure("aborted", {
  message: "The stream was cancelled before its turn came. Ask again to read it.",
});

async function timesCancelled({ store, connection, contract }: StreamContext): Promise<number> {
  return (await store.checkpoint(connection, contract.name))?.cancelled ?? 0;
}

/** Whether nobody wants it any more. Under a lease that no erasure took, it stays so. */
export async function calledOff(context: StreamContext, asked: Asked | undefined): Promise<StepResult | undefined> {
  if (asked === undefined) return undefined;
  return (
    (await erasedSince(context, asked)) ??
    ((await timesCancelled(context)) > asked.cancelled ? refused(cancelledMeanwhile) : undefined)
  );
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
