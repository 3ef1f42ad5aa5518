import { FailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { Mailbox } from "./mailbox.ts";
import type { FromWorker, Path } from "./protocol.ts";
import { received, sent } from "./sent.ts";

type Answer = Extract<FromWorker, { readonly kind: "result" | "error" | "aborted" }>;

/** What a page has asked of a worker and awaits. */
export interface Calls {
  /** The `signal` of an argument is followed: what it aborts ends when the worker has stopped, with the signal's own reason. */
  make(id: string, path: Path, given: readonly unknown[]): Promise<unknown>;
  /** Answers that nobody awaits are dropped. */
  take(answer: Answer): void;
  /** Rejects all that is under way. */
  end(why: Failure): void;
}

interface Call {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal | undefined;
  /** Ends the watch over the signal. */
  readonly settled: AbortController;
}

export function createCalls({ post }: Pick<Mailbox, "post">): Calls {
  const calls = new Map<string, Call>();
  const settle = (id: string, how: (call: Call) => void): void => {
    const call = calls.get(id);
    if (call === undefined) return;
    calls.delete(id);
    call.settled.abort();
    how(call);
  };
  return {
    make: (id, path, given) =>
      new Promise((resolve, reject) => {
        const signalAt = given.findIndex((one) => signalOf(one) !== undefined);
        const signal = signalOf(given[signalAt]);
        signal?.throwIfAborted();
        post({ kind: "call", id, path, arguments: given.map(withoutSignal), signalAt });
        const settled = new AbortController();
        const abort = () => post({ kind: "abort", id, reason: sent(errorOf(signal?.reason)) });
        signal?.addEventListener("abort", abort, { once: true, signal: settled.signal });
        calls.set(id, { resolve, reject, signal, settled });
      }),
    take: (answer) =>
      settle(answer.id, ({ resolve, reject, signal }) => {
        if (answer.kind === "result") resolve(received(answer.value));
        else reject(answer.kind === "aborted" ? signal?.reason : received(answer.reason));
      }),
    end: (why) => {
      for (const id of calls.keys()) settle(id, ({ reject }) => reject(new FailureError(why)));
    },
  };
}

function signalOf(given: unknown): AbortSignal | undefined {
  if (typeof given !== "object" || given === null || !("signal" in given)) return undefined;
  return given.signal instanceof AbortSignal ? given.signal : undefined;
}

function withoutSignal(given: unknown): unknown {
  return typeof given === "object" && signalOf(given) !== undefined ? { ...given, signal: undefined } : given;
}

/** A reason can be anything; the worker needs to know what kind of end it is, and the page keeps its own. */
function errorOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new DOMException("The page aborted what it had asked for.", "AbortError");
}
