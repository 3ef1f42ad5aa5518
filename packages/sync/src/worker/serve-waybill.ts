import { systemRandomBytes } from "@waybill/transport";
import type { Lock, RandomBytes } from "@waybill/transport";
import { platformLock } from "../tabs/web-lock.ts";
import { holdAlive } from "./alive.ts";
import { type DeskOptions, createDesk } from "./desk.ts";
import { type Port, dataOf, hear, ownPort } from "./port.ts";
import type { FromPage, FromWorker } from "./protocol.ts";
import { framed, readFromPage } from "./read-message.ts";
import { received, sent, thrown } from "./sent.ts";

export interface ServeOptions extends DeskOptions {
  /** Where pages are heard. Default: the worker's own. */
  readonly port?: Port | undefined;
  /** By which pages notice that the worker has ended. Default: Web Locks where there are any. */
  readonly lock?: Lock | undefined;
  /** Chance for the name of that lock. Default: the platform's. */
  readonly randomBytes?: RandomBytes | undefined;
}

/**
 * Lets the page on the other side of a port work with an engine: `connectWaybill` there has the same API. Call it in the module of a dedicated Worker, when
 * the engine is made; what pages ask before waits. Goes on until the port closes.
 * @throws TypeError outside a dedicated Worker, where no port is given.
 */
export function serveWaybill(options: ServeOptions): void {
  const { port = ownPort(), lock = platformLock(), randomBytes = systemRandomBytes } = options;
  const closed = new AbortController();
  const alive = holdAlive(lock, `waybill-worker:${randomBytes(16).join(".")}`, closed.signal);
  const post = (message: FromWorker) => port.postMessage(framed(message));
  const counter = createCounter(options, post);
  hear(port, "message", closed.signal, (event) => {
    const arrival = readFromPage(dataOf(event));
    if (arrival.is === "message" && arrival.message.kind !== "hello") counter.take(arrival.message);
    else if (arrival.is === "message") void alive.then((name) => post({ kind: "welcome", alive: name }));
    // The frame of any message tells a page of another release which version is spoken here.
    else if (arrival.is === "of-another-version") post({ kind: "ready" });
  });
  hear(port, "close", closed.signal, () => {
    closed.abort();
    counter.close();
  });
  port.start?.();
  post({ kind: "ready" });
}

type Request = Exclude<FromPage, { readonly kind: "hello" }>;

interface Counter {
  take(request: Request): void;
  /** Nobody waits any more. */
  close(): void;
}

/** Answers what pages ask, in the order in which it is done. */
function createCounter(options: ServeOptions, post: (message: FromWorker) => void): Counter {
  const desk = createDesk(options);
  const calls = new Map<string, AbortController>();
  const watches = new Map<string, () => void>();

  const answer = async ({ id, path, arguments: given, signalAt }: Extract<Request, { kind: "call" }>) => {
    const controller = new AbortController();
    calls.set(id, controller);
    try {
      const value = await desk.call(path, withSignal(given, signalAt, controller.signal));
      post({ kind: "result", id, value: sent(value) });
    } catch (reason) {
      const own = controller.signal.aborted && reason === controller.signal.reason;
      post(own ? { kind: "aborted", id } : { kind: "error", id, reason: thrown(reason) });
    } finally {
      calls.delete(id);
    }
  };
  const watch = ({ id, path, arguments: given, listeners }: Extract<Request, { kind: "watch" }>) => {
    const tell =
      (listener: number) =>
      (...heard: readonly unknown[]) =>
        post({ kind: "event", id, listener, heard: heard.map(sent) });
    try {
      const whole = given.map((one, at) => (listeners.includes(at) ? tell(at) : one));
      watches.set(id, desk.watch(path, whole));
    } catch (reason) {
      post({ kind: "error", id, reason: thrown(reason) });
    }
  };
  const leave = (id: string) => {
    watches.get(id)?.();
    watches.delete(id);
  };
  return {
    take: (request) => {
      switch (request.kind) {
        case "open":
          return desk.open(request.connection, received(request.given));
        case "call":
          return void answer(request);
        case "abort":
          return calls.get(request.id)?.abort(received(request.reason));
        case "watch":
          return watch(request);
        case "leave":
          return leave(request.id);
        default:
          return request satisfies never;
      }
    },
    close: () => {
      for (const id of watches.keys()) leave(id);
      for (const controller of calls.values()) controller.abort();
    },
  };
}

/** Signals do not cross; one of this side takes the place of that which the page took out. */
function withSignal(given: readonly unknown[], signalAt: number, signal: AbortSignal): readonly unknown[] {
  return given.map((one, at) => (at === signalAt && typeof one === "object" ? { ...one, signal } : one));
}
