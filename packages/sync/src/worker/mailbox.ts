import { FailureError, failure } from "@waybill/transport";
import type { Port } from "./port.ts";
import type { FromPage } from "./protocol.ts";
import { framed } from "./read-message.ts";

/** Keeps what a page says until somebody listens: a worker that is still making its engine hears nothing, and nothing repeats it. */
export interface Mailbox {
  /** Says hello, which nobody may hear yet. */
  greet(): void;
  /** @throws FailureError `invalid` when what is said cannot be copied. */
  post(message: FromPage): void;
  /** Somebody listens: what was kept leaves in its order, and what follows at once. True when nobody was known to before. */
  open(): boolean;
}

export function createMailbox(port: Port): Mailbox {
  let kept: object[] | undefined = [];
  return {
    greet: () => port.postMessage(framed({ kind: "hello" })),
    post: (message) => {
      try {
        // Copied now: what the caller changes later is no part of what was said.
        if (kept === undefined) port.postMessage(framed(message));
        else kept.push(structuredClone(framed(message)));
      } catch (cause) {
        throw uncopied(cause);
      }
    },
    open: () => {
      const waiting = kept;
      kept = undefined;
      for (const message of waiting ?? []) port.postMessage(message);
      return waiting !== undefined;
    },
  };
}

function uncopied(cause: unknown): FailureError {
  const message =
    "An argument cannot cross to the worker, so nothing was asked of it. Functions, credentials and what is made of classes belong into the worker's own module; " +
    "hand over plain data.";
  return new FailureError(failure("invalid", { message, cause }));
}
