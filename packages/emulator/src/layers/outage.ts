import { problem } from "../http/answer.ts";
import { ConnectionReset } from "../http/connection-reset.ts";
import type { Layer } from "./call.ts";

/** Nobody is home. */
export const outage: Layer = async (call, next) => {
  const down = call.faults.of("outage");
  if (down === undefined) return next(call);
  if (down.mode === "reset") throw new ConnectionReset();
  return { answer: problem(503, "The service is not available at the moment."), fault: "outage" };
};
