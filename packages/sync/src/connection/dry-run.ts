import { dryRunOf } from "./lanes.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import { pull } from "../pull/pull.ts";
import { scratchStore } from "../store/scratch-store.ts";
import type { PullOptions } from "../pull/pull.ts";
import type { StreamContext } from "../pull/stream-context.ts";

/**
 * What a pull would do, by doing it over a store that forgets: the list is read, nothing is written, no position moves. The receipt is in no history.
 * An open run is left where it is. Keeps in memory what would have been written.
 */
export async function dryRun(context: StreamContext, options: PullOptions): Promise<RunReceipt> {
  const { store, connection, contract } = context;
  const scratch = await scratchStore(store, { connection, stream: contract.name });
  const lane = dryRunOf(contract.name);
  const apart: StreamContext = {
    ...context,
    store: scratch,
    met: undefined,
    lock: undefined,
    send: (request, call) => context.send(request, { ...call, lane }),
    meter: () => context.meter(lane),
    told: { meter: context.meter(lane) },
  };
  return pull(apart, options);
}
