import { assemble } from "./assemble.ts";
import type { CoreTransport } from "./assemble.ts";
import { guardedCopy } from "./body/guarded-stream.ts";
import type { TransportOptions } from "./options.ts";
import { tracer } from "./layers/correlate.ts";
import { answerDetails } from "./layers/observe-attempt.ts";
import { LimitBucket } from "./policy/limits/limit-bucket.ts";
import { refusalWait } from "./policy/retry-after.ts";

export { apiKey } from "./credentials/api-key.ts";
export { bearer } from "./credentials/bearer.ts";
export { FailureError, isFailureError } from "./failure.ts";
export type { CoreTransport } from "./assemble.ts";
export type { TransportOptions } from "./options.ts";

/**
 * Makes the core of a transport: the same layers, options and slots as the whole. Of a vendor's limits it knows those that are configured and the waits
 * that refusals name; it learns no others, and has no `health()`. Throws a RangeError or TypeError that names the option when one is not usable.
 */
export function createTransport(options: TransportOptions = {}): CoreTransport {
  return assemble(options, {
    serverWait: refusalWait,
    tracer,
    details: answerDetails,
    guard: guardedCopy,
    bucket: (throttle) => new LimitBucket(throttle),
  }).transport;
}
