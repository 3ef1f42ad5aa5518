import { ConnectionReset } from "../faults/fault.ts";
import type { FaultSource } from "../faults/fault-board.ts";
import { problem } from "../http/answer.ts";
import type { Layer } from "./call.ts";

/** Nobody is home. */
export function outage(faults: FaultSource): Layer {
  return async (call, next) => {
    const down = faults.take("outage", call.stream);
    if (down === undefined) return next(call);
    if (down.mode === "reset") throw new ConnectionReset();
    return { answer: problem(503, "The service is not available at the moment."), fault: "outage" };
  };
}
