import type { Failure } from "../failure.ts";
import type { DeprecationNotice } from "../policy/deprecation.ts";
import type { LimitWindow } from "../policy/limits/limit-window.ts";

/** Who a call belongs to. Every event of one logical call carries the same `callId`. */
export interface EventSubject {
  readonly callId: string;
  readonly correlationId: string;
  readonly method: string;
  /** The operation's name, when the caller gave one. */
  readonly operation?: string | undefined;
  /** The template of the path (`/contacts/{id}`), when the caller gave one. */
  readonly route?: string | undefined;
  /** Of this request's address, without query. */
  readonly path: string;
  readonly origin: string;
  readonly lane: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Why a call is not on the wire. `rate_limited`: the vendor refused; `throttle`: we slow down ahead of a refusal. */
export type WaitReason = "retry" | "rate_limited" | "throttle" | "refresh" | "circuit_open";

/** What a transport tells its subscribers. Redacted: no body, and no header or query value that is not listed, is in it. */
export type TransportEvent =
  | (EventSubject & { readonly type: "attempt"; readonly attempt: number })
  | (EventSubject & {
      readonly type: "answer";
      readonly attempt: number;
      readonly status: number;
      /** Milliseconds on the wire: from sending to headers. */
      readonly durationMs: number;
      /** Milliseconds that the call has waited so far, whatever for. */
      readonly waitedMs: number;
      /** Of these, milliseconds in the queue ahead of the vendor's limits. */
      readonly queuedMs: number;
      readonly requestId?: string | undefined;
      /** Size of the body that was sent, in bytes, where it is known without reading it. */
      readonly requestBytes?: number | undefined;
      /** Size of the answer's body on the wire, in bytes, where the vendor says it. */
      readonly responseBytes?: number | undefined;
      /** What is known of the vendor's limits. */
      readonly limits?: readonly LimitWindow[] | undefined;
      /** Of the request and the answer, what {@link ObserveOptions} lists. */
      readonly shown?: Readonly<Record<string, string>> | undefined;
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
      readonly queuedMs?: number | undefined;
      readonly failure?: Failure | undefined;
    });

/** A subscription: call what it returned to end it. Listeners that throw do not disturb the call. */
export interface TransportEvents {
  subscribe(listener: (event: TransportEvent) => void): () => void;
}
