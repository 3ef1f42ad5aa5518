/** One end between a page and a worker: a `Worker`, a `MessagePort`, or what a worker's own `self` is. */
export interface Port extends EventTarget {
  postMessage(message: unknown): void;
  /** Ports of a channel deliver nothing before. */
  start?(): void;
  close?(): void;
  /** Of a `Worker`: ends it. */
  terminate?(): void;
}

/**
 * The port of the worker that this runs in.
 * @throws TypeError in a page.
 */
export function ownPort(): Port {
  if ("DedicatedWorkerGlobalScope" in globalThis) return globalThis;
  throw new TypeError(
    "serveWaybill() was called outside a dedicated Worker, so that no page can ever reach the engine. Call it in the worker's module, or give it a `port`.",
  );
}

/** Hears an event of a port until the signal aborts. */
export function hear(port: Port, type: string, signal: AbortSignal, listener: (event: Event) => void): void {
  port.addEventListener(type, listener, { signal });
}

/** What a message event carries: unknown until it was read. */
export function dataOf(event: Event): unknown {
  return Reflect.get(event, "data");
}
