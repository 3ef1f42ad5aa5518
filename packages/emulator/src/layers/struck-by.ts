import type { FaultKind, FaultOptions } from "../faults/fault.ts";
import type { Call, Layer, Reply } from "./call.ts";

type Act<K extends FaultKind> = (
  options: FaultOptions[K],
  call: Call,
  next: (call: Call) => Promise<Reply>,
) => Promise<Reply>;

/** A layer that acts on the requests that a fault of this kind strikes; all others pass, and are not kept waiting. */
export const struckBy =
  <K extends FaultKind>(kind: K, act: Act<K>): Layer =>
  (call, next) => {
    const options = call.faults.of(kind);
    return options === undefined ? next(call) : act(options, call, next);
  };
