import { hex } from "../hex.ts";
import type { Call } from "../call/call.ts";
import type { RandomBytes } from "../clock.ts";
import { withHeader } from "../call/outgoing.ts";
import type { Outgoing } from "../call/outgoing.ts";
import type { Layer } from "../layer.ts";

/** Ids that follow a call across systems. They go to allowed origins only: in a browser each can cost a preflight. */
export interface TraceOptions {
  /** Header that carries the correlation id, the same over all tries. Default: none. */
  readonly header?: string | undefined;
  /** Sends W3C `traceparent`: one trace for the call, a new span for every try. Default false. */
  readonly traceparent?: boolean | undefined;
  /** Header that carries the number of the try, from 1, so that stacked clients can see each other's repeats. Default: none. */
  readonly attemptHeader?: string | undefined;
}

/** What ids do to a call, and to each of its tries. */
export interface Tracer {
  /** Outermost: every try and every event of a call belongs to one id. */
  readonly layer: Layer;
  /** Marks one try, after every wait: its span (W3C Trace Context, section 3.2: version, trace, span, sampled) and its number. */
  mark(request: Outgoing, call: Call): Outgoing;
}

export function tracer(
  { header, traceparent, attemptHeader }: TraceOptions,
  randomBytes: RandomBytes,
  allowed: (origin: string) => boolean,
): Tracer | undefined {
  if (header === undefined && traceparent !== true && attemptHeader === undefined) return undefined;
  return {
    layer: (request, call, next) => {
      const { headers } = request;
      if (!allowed(call.origin)) return next(request, call);
      // A caller that traces for itself has put its own header there.
      if (traceparent && headers["traceparent"] === undefined) call.traceId = id(16, randomBytes);
      if (header === undefined || headers[header.toLowerCase()] !== undefined) return next(request, call);
      return next(withHeader(request, header, call.subject.correlationId), call);
    },
    mark: (request, call) => {
      const { traceId } = call;
      const traced =
        traceId === undefined ? request : withHeader(request, "traceparent", `00-${traceId}-${id(8, randomBytes)}-01`);
      return attemptHeader === undefined ? traced : withHeader(traced, attemptHeader, String(call.attempts + 1));
    },
  };
}

/** All zero is invalid by the standard. */
function id(length: number, randomBytes: RandomBytes): string {
  const bytes = randomBytes(length);
  if (bytes.every((byte) => byte === 0)) bytes[length - 1] = 1;
  return hex(bytes);
}
