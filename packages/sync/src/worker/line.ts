import { FailureError } from "@waybill/transport";
import type { Failure, Lock } from "@waybill/transport";
import { onceFreed } from "./alive.ts";
import { type Calls, createCalls } from "./calls.ts";
import { failed, gone, ofAnotherVersion, unreadable } from "./endings.ts";
import { type Mailbox, createMailbox } from "./mailbox.ts";
import { type Port, dataOf, hear } from "./port.ts";
import type { FromWorker, Path } from "./protocol.ts";
import { readFromWorker } from "./read-message.ts";
import { sent } from "./sent.ts";
import { type WatchRequest, type Watches, createWatches } from "./watches.ts";

/** The page's end of a port to a worker. */
export interface Line {
  /** @throws FailureError `invalid` when what is given cannot be copied. */
  open(connection: string, given: unknown): void;
  call(path: Path, given: readonly unknown[]): Promise<unknown>;
  watch(request: WatchRequest): () => void;
  /** Why nothing comes from the worker any more, once that is so. */
  readonly ended: Promise<Failure>;
  isOver(): boolean;
  /** Rejects all that is under way and lets go of the port. The worker lives on. */
  leave(why: Failure): void;
  /** And ends the worker, where the port is one. */
  end(why: Failure): void;
}

export interface LineOptions {
  readonly port: Port;
  readonly lock: Lock | undefined;
  /** No other page's ids on this port begin so. */
  readonly prefix: string;
}

export function createLine({ port, lock, prefix }: LineOptions): Line {
  const over = new AbortController();
  const mailbox = createMailbox(port);
  const calls = createCalls(mailbox);
  const watches = createWatches(mailbox);
  let why: Failure | undefined;
  let tell: ((why: Failure) => void) | undefined;
  const ended = new Promise<Failure>((resolve) => {
    tell = resolve;
  });
  let count = 0;
  const nextId = () => `${prefix}${(count += 1)}`;
  const leave = (reason: Failure): void => {
    if (why !== undefined) return;
    why = reason;
    over.abort();
    calls.end(reason);
    watches.end(reason);
    port.close?.();
    tell?.(reason);
  };
  const end = (reason: Failure): void => {
    leave(reason);
    port.terminate?.();
  };
  const watchOver = (alive: string) => lock && onceFreed(lock, alive, over.signal, () => leave(gone()));
  listen(port, over.signal, { take: (message) => take(message, { mailbox, calls, watches, watchOver }), leave, end });
  mailbox.greet();
  return {
    open: (connection, given) => mailbox.post({ kind: "open", connection, given: sent(given) }),
    call: async (path, given) => {
      if (why !== undefined) throw new FailureError(why);
      return calls.make(nextId(), path, given);
    },
    watch: (request) => (why === undefined ? watches.begin(nextId(), request) : endedWatch(request, why)),
    ended,
    isOver: () => why !== undefined,
    leave,
    end,
  };
}

interface Hearing extends Pick<Line, "leave" | "end"> {
  readonly take: (message: FromWorker) => void;
}

/** An engine of which nothing can be believed is ended: half of one would be worse than none. */
function listen(port: Port, signal: AbortSignal, { take: hearMessage, leave, end }: Hearing): void {
  hear(port, "message", signal, (event) => {
    const arrival = readFromWorker(dataOf(event));
    if (arrival.is === "message") hearMessage(arrival.message);
    else if (arrival.is === "unreadable") end(unreadable());
    else if (arrival.is === "of-another-version") leave(ofAnotherVersion(arrival.version));
  });
  hear(port, "error", signal, (event) => end(failed(event)));
  hear(port, "messageerror", signal, () => end(unreadable()));
  hear(port, "close", signal, () => leave(gone()));
  port.start?.();
}

interface Parts {
  readonly mailbox: Mailbox;
  readonly calls: Calls;
  readonly watches: Watches;
  /** Notices when whoever holds this lock has ended. */
  readonly watchOver: (alive: string) => void;
}

function take(message: FromWorker, { mailbox, calls, watches, watchOver }: Parts): void {
  switch (message.kind) {
    case "ready":
      return mailbox.greet();
    case "welcome":
      if (mailbox.open() && message.alive !== undefined) watchOver(message.alive);
      return;
    case "event":
      return watches.take(message);
    case "error":
      watches.take(message);
      return calls.take(message);
    case "result":
    case "aborted":
      return calls.take(message);
    default:
      return message satisfies never;
  }
}

/** Told, as ever, after `subscribe` has returned, and not to whoever left meanwhile. */
function endedWatch({ onEnd }: WatchRequest, why: Failure): () => void {
  let left = false;
  queueMicrotask(() => {
    if (!left) onEnd?.(new FailureError(why));
  });
  return () => {
    left = true;
  };
}
