import { atLeast } from "../policy/check-options.ts";
import type { IdempotencyOptions } from "../policy/idempotency-options.ts";
import type { TimeoutOptions } from "../policy/time-limits.ts";

/** The caller's own key, and how one operation takes keys. */
export interface OperationIdempotency extends Partial<IdempotencyOptions> {
  /** Default: one is made for unsafe methods. */
  readonly key?: string | undefined;
}

/** What the signature of `fetch` cannot carry: said once with `transport.with(context)`. */
export interface CallContext {
  /** The operation's name, such as its id in the OpenAPI document: shown on every event. Default: none. */
  readonly operation?: string | undefined;
  /** The template of the address's path (`/contacts/{id}`), under which metrics count. Default: `operation` where that is a route (`GET /contacts/{id}`). */
  readonly route?: string | undefined;
  /** Queue that shares fairly with others of the same origin; the engine uses the stream's name. Default `"default"`. */
  readonly lane?: string | undefined;
  /** Greater goes first within an origin. Default 0. */
  readonly priority?: number | undefined;
  /** What a request of this call counts against limits, in the vendor's units. At least 0; default 1. */
  readonly cost?: number | undefined;
  /**
   * `auto`: a key for unsafe methods where the vendor takes one; `none`: never; or the caller's own key, and how this operation takes keys where that
   * differs from {@link TransportOptions.idempotency}. Default `auto`.
   */
  readonly idempotency?: "auto" | "none" | OperationIdempotency | undefined;
  /** Ties this call to a larger undertaking (a run); shown on every event. Default: the call's own id. */
  readonly correlationId?: string | undefined;
  /** Makes a fresh body for every try, for bodies that can be read only once. Replaces the body given to `fetch`. */
  readonly body?: (() => BodyInit) | undefined;
  /** With a cache: a stored answer may stand in when the vendor is down; it carries `waybill-stored-at`. Default false. */
  readonly staleIfDown?: boolean | undefined;
  /** Limits of time for this call, instead of the transport's. */
  readonly timeout?: Partial<TimeoutOptions> | undefined;
}

/** Checks what a caller says of its calls; throws a RangeError that names what is not usable. */
export function checkContext(context: CallContext): CallContext {
  atLeast("cost", context.cost ?? 1, 0);
  return context;
}
