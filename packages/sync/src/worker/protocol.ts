import type { Sent } from "./sent.ts";

/** Of the messages below. Both ends are built from one release of the package; where they are not, the page is told so and nothing else is said. */
export const protocolVersion = 1;

/** What is asked for: `["engine", "stop"]`, `["status", "snapshot"]`, `["connection", "acme", "pull"]`. */
export type Path = readonly string[];

/**
 * What a page says.
 *
 * ```
 * page                          worker
 *   | hello ----------------------> |   lost, if nobody listens there yet
 *   | <---------------------- ready |   once somebody does; hello is said again
 *   | <-------------------- welcome |   what was kept back until now leaves in its order
 *   | open, call, watch ----------> |
 *   | <------- result, error, event |
 *   | abort, leave ---------------> |
 * ```
 */
export type FromPage =
  | { readonly kind: "hello" }
  /** The connection that later paths name. `given` is the product's own. */
  | { readonly kind: "open"; readonly connection: string; readonly given: Sent }
  | (Asked & {
      readonly kind: "call";
      /** Which argument's `signal` an `abort` stands for; -1: none has any. */
      readonly signalAt: number;
    })
  | { readonly kind: "abort"; readonly id: string; readonly reason: Sent }
  | (Asked & {
      readonly kind: "watch";
      /** Which arguments are functions: each `event` names the one that it is for. */
      readonly listeners: readonly number[];
    })
  | { readonly kind: "leave"; readonly id: string };

interface Asked {
  /** Unlike the ids of every other page on the same port. */
  readonly id: string;
  readonly path: Path;
  readonly arguments: readonly unknown[];
}

/** What a worker says. */
export type FromWorker =
  | { readonly kind: "ready" }
  /** `alive`: a lock that is held for as long as the worker lives. */
  | { readonly kind: "welcome"; readonly alive?: string | undefined }
  | { readonly kind: "result"; readonly id: string; readonly value: Sent }
  | { readonly kind: "error"; readonly id: string; readonly reason: Sent }
  /** The call ended with the reason of its own signal, which the page has at hand. */
  | { readonly kind: "aborted"; readonly id: string }
  | { readonly kind: "event"; readonly id: string; readonly listener: number; readonly heard: readonly Sent[] };
