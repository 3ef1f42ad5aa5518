import type { Call } from "../call/call.ts";
import type { Ending } from "../call/scope.ts";
import type { Limit } from "../call/watch.ts";
import { tooSlow } from "./too-slow.ts";

/** A piece of a body as it came. */
export type Chunk = Uint8Array<ArrayBuffer>;
/** The platform's reader. */
export type Reader = ReadableStreamDefaultReader<Chunk>;

/** What becomes of a chunk, or of the end: something is made, or undefined to read on. */
export type Take<T> = (result: ReadableStreamReadResult<Chunk>) => { readonly made: T } | undefined;

/**
 * Reads until something has been made of what came, in time or not at all. It hangs on the call's scope and on the watch by itself, and takes two
 * functions: no place of a call is busier.
 */
export class Reading<T> implements Limit, Ending {
  at: number = Infinity;
  place = -1;
  beside: Ending | undefined;
  readonly #response: Response;
  readonly #call: Call;
  readonly #take: Take<T>;
  #reader: Reader | undefined;
  #resolve: ((made: T) => void) | undefined;
  #reject: ((reason: unknown) => void) | undefined;

  constructor(response: Response, call: Call, take: Take<T>) {
    this.#response = response;
    this.#call = call;
    this.#take = take;
  }

  /** Again only when it has made what it was started for before. */
  start(open: () => Reader): Promise<T> {
    return new Promise((resolve, reject) => {
      const reader = open();
      this.#reader = reader;
      this.#resolve = resolve;
      this.#reject = reject;
      this.at = this.#call.chunkDueAt();
      this.#call.watch.add(this);
      this.#call.scope.add(this);
      reader.read().then(this.#step, this.#fail);
    });
  }

  /** The call has ended, or without a reason: the time is up. An event stream may be silent: only the caller's signal and the transport end it. */
  end(reason?: unknown): void {
    if (reason !== undefined || !isEventStream(this.#response)) this.#fail(reason ?? tooSlow(this.#call));
    else {
      this.#call.unlimited();
      this.at = Infinity;
      this.#call.watch.add(this);
    }
  }

  readonly #step = (result: ReadableStreamReadResult<Chunk>): void => {
    try {
      const taken = this.#take(result);
      if (taken === undefined) {
        this.at = this.#call.chunkDueAt();
        this.#reader?.read().then(this.#step, this.#fail);
        return;
      }
      this.#finish();
      this.#resolve?.(taken.made);
      if (result.done) this.#call.settle();
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #fail = (reason: unknown): void => {
    this.#finish();
    this.#call.settle();
    this.#reject?.(reason);
    this.#reader?.cancel(reason).catch(() => undefined);
  };

  #finish(): void {
    this.#call.scope.remove(this);
    this.#call.watch.lift(this);
  }
}

/** Asked only when a limit has passed: hardly any does. */
function isEventStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") ?? false;
}
