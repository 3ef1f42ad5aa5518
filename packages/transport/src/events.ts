import type { Failure } from "./failure.ts";
import type { DeprecationNotice } from "./policy/deprecation.ts";

/** Who a call belongs to. Every event of one logical call carries the same `callId`. */
export interface EventSubject {
  readonly callId: string;
  readonly correlationId: string;
  readonly method: string;
  /** Route template or operation id if the caller gave one, else the path without query. */
  readonly operation: string;
  readonly origin: string;
  readonly lane: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Why a call is not on the wire. `rate_limited`: the vendor refused; `throttle`: we slow down ahead of a refusal. */
export type WaitReason = "retry" | "rate_limited" | "throttle" | "refresh" | "circuit_open";

/** What a transport tells its subscribers. Redacted: no header, query value or body is in it. */
export type TransportEvent =
  | (EventSubject & { readonly type: "attempt"; readonly attempt: number })
  | (EventSubject & {
      readonly type: "answer";
      readonly attempt: number;
      readonly status: number;
      /** Milliseconds from sending to headers. */
      readonly durationMs: number;
      readonly requestId?: string | undefined;
    })
  | (EventSubject & { readonly type: "attempt-failed"; readonly attempt: number; readonly failure: Failure })
  | (EventSubject & {
      readonly type: "wait";
      readonly reason: WaitReason;
      /** Epoch milliseconds at which the call goes on. */
      readonly until: number;
    })
  | (EventSubject & { readonly type: "resume" })
  | (EventSubject & { readonly type: "refreshed" })
  | (EventSubject & { readonly type: "unauthorized"; readonly failure: Failure })
  /** The vendor announces the end of this operation; told once for each operation and date. */
  | (EventSubject & { readonly type: "deprecation"; readonly notice: DeprecationNotice })
  | (EventSubject & {
      readonly type: "end";
      readonly attempts: number;
      readonly waitedMs?: number | undefined;
      readonly failure?: Failure | undefined;
    });

/** A subscription: call what it returned to end it. Listeners that throw do not disturb the call. */
export interface TransportEvents {
  subscribe(listener: (event: TransportEvent) => void): () => void;
}
