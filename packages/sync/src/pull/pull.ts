import { FailureError } from "@waybill/transport";
import type { RunReceipt } from "../receipt/receipt.ts";
import { linkedSignal } from "../tabs/linked-signal.ts";
import { step } from "./step.ts";
import type { StepOptions } from "./step.ts";
import type { StreamContext } from "./stream-context.ts";

export interface PullOptions extends Pick<StepOptions, "mode" | "range" | "asked" | "signal"> {
  /** Told before each step: after a wait, the run goes on. */
  readonly onStep?: (() => void) | undefined;
}

/**
 * Runs a stream until its run has ended, waiting out retries on the clock. A run that failed is a receipt, not an error.
 * @throws FailureError when nothing can go on until a person acts (`unauthorized`, paused), or the stored state cannot be used; the run stays open.
 */
export async function pull(context: StreamContext, options: PullOptions): Promise<RunReceipt> {
  let run: string | undefined;
  for (;;) {
    options.onStep?.();
    const before = context.clock.now();
    const result = await step(context, { ...options, run });
    run = "run" in result ? result.run : undefined;
    switch (result.state) {
      case "done":
        return result.receipt;
      case "waiting":
        // A clock that was set back since the step looked at it makes no wait as much longer.
        await waited(context, Math.max(0, result.until - Math.max(before, context.clock.now())), { ...options, run });
        break;
      case "more":
      case "superseded":
        break;
      case "blocked":
      case "refused":
        throw new FailureError(result.failure);
      default:
        return result satisfies never;
    }
  }
}

/** Waits on the clock, or until the stream has a receipt: a person may have ended the run in another tab. */
async function waited(
  { store, clock, connection, contract }: StreamContext,
  ms: number,
  { signal, run }: Pick<StepOptions, "signal" | "run">,
): Promise<void> {
  const wait = linkedSignal(signal);
  const unsubscribe = store.subscribe((event) => {
    if (event.connection !== connection || !event.kinds.some((kind) => kind === "receipt" || kind === "erased")) return;
    if (event.stream === undefined || event.stream === contract.name) wait.abort();
  });
  try {
    // It may have ended before anybody listened.
    if ((await store.checkpoint(connection, contract.name))?.run?.id === run) await clock.sleep(ms, wait.signal);
  } catch (error) {
    if (signal.aborted || !wait.signal.aborted) throw error;
  } finally {
    unsubscribe();
    wait.unlink();
  }
}
