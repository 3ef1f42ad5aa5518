import type { FaultOptions } from "../faults/fault.ts";
import { ConnectionReset } from "../http/connection-reset.ts";
import { shapedBy, type Layer, type Reply } from "./call.ts";
import { never } from "./never.ts";

const halfWay = 0.5;

/** The request, or what was answered to it, gets lost on the way. */
export const brokenConnection: Layer = (call, next) => {
  const answered = () => next(call);
  const reset = call.faults.of("reset");
  if (reset !== undefined) return broken(reset, answered);
  const stalled = call.faults.of("stalled_body");
  if (stalled !== undefined) return stopped(stalled, { answered, signal: () => call.request.signal });
  const truncated = call.faults.of("truncated_body");
  return truncated === undefined ? next(call) : cut(truncated, answered);
};

type Answered = () => Promise<Reply>;

async function broken({ at }: FaultOptions["reset"], answered: Answered): Promise<never> {
  if (at === "after") await answered();
  throw new ConnectionReset();
}

async function stopped(
  { at, portion = halfWay }: FaultOptions["stalled_body"],
  { answered, signal }: { answered: Answered; signal: () => AbortSignal },
): Promise<Reply> {
  const reply = await answered();
  if (at === "headers") return never(signal());
  return shapedBy({ ...reply, delivery: { kind: "stalled", portion } }, "stalled_body");
}

async function cut({ portion = halfWay }: FaultOptions["truncated_body"], answered: Answered): Promise<Reply> {
  return shapedBy({ ...(await answered()), delivery: { kind: "truncated", portion } }, "truncated_body");
}
