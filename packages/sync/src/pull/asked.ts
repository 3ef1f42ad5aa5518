import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { knownLife, lifeOf } from "../tabs/lease.ts";
import { erasedMeanwhile } from "./ended-meanwhile.ts";
import type { StepResult } from "./step-result.ts";
import type { StreamContext } from "./stream-context.ts";

/** How things stood when somebody asked for work on a stream: an erasure or a cancellation since then, in whichever tab, is of that work too. */
export interface Asked {
  /** {@link lifeOf} the connection. */
  readonly life: number;
  /** How often the stream had been cancelled. */
  readonly cancelled: number;
}

/** What was asked for before a person cancelled the stream is not begun afterwards. */
export const cancelledMeanwhile: Failure = failure("aborted", {
  message: "The stream was cancelled before its turn came, and nothing was read. Ask again to read it.",
});

/** @param life Of what this is a part of. Default: of now. */
export async function askedNow(context: StreamContext, life?: number): Promise<Asked> {
  const { store, connection } = context;
  const asked = life ?? (await lifeOf(store, connection));
  return { life: asked, cancelled: await timesCancelled(context) };
}

export async function timesCancelled({ store, connection, contract }: StreamContext): Promise<number> {
  return (await store.checkpoint(connection, contract.name))?.cancelled ?? 0;
}

/** Under a lease that no erasure took, it stays so. */
export async function erasedSince(
  { store, connection }: StreamContext,
  asked: Asked | undefined,
): Promise<StepResult | undefined> {
  if (asked === undefined || (await knownLife(store, connection)) === asked.life) return undefined;
  return { state: "refused", failure: erasedMeanwhile };
}

export async function cancelledSince(
  context: StreamContext,
  asked: Asked | undefined,
): Promise<StepResult | undefined> {
  if (asked === undefined || (await timesCancelled(context)) <= asked.cancelled) return undefined;
  return { state: "refused", failure: cancelledMeanwhile };
}
