import { ConnectionReset } from "../http/connection-reset.ts";
import { shapedBy, type Layer } from "./call.ts";
import { never } from "./never.ts";

const halfWay = 0.5;

/** The request, or what was answered to it, gets lost on the way. */
export const brokenConnection: Layer = async (call, next) => {
  const reset = call.faults.of("reset");
  if (reset !== undefined) {
    if (reset.at === "after") await next(call);
    throw new ConnectionReset();
  }
  const stalled = call.faults.of("stalled_body");
  if (stalled !== undefined) {
    const reply = await next(call);
    if (stalled.at === "headers") return never(call.request.signal);
    return shapedBy({ ...reply, delivery: { kind: "stalled", portion: stalled.portion ?? halfWay } }, "stalled_body");
  }
  const truncated = call.faults.of("truncated_body");
  if (truncated === undefined) return next(call);
  const delivery = { kind: "truncated", portion: truncated.portion ?? halfWay } as const;
  return shapedBy({ ...(await next(call)), delivery }, "truncated_body");
};
