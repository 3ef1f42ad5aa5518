import type { Call } from "../call/call.ts";
import { joinChunks } from "./body-source.ts";
import { guardedStream } from "./guarded-stream.ts";
import { Reading } from "./reading.ts";
import type { Chunk, Reader, Take } from "./reading.ts";

const guarded: unique symbol = Symbol("waybill.body");

/** An answer under guard. */
interface Guarded extends Response {
  [guarded]?: BodyGuard;
}

/**
 * Makes every way of reading an answer's body honour its call: a chunk must come within `stallMs`, the whole before the deadline, and an abort ends the
 * read at once even if the platform ignores it. Time runs only while somebody reads. The answer stays the platform's own object (url, headers,
 * `redirected`, brand checks): only its prototype gets a step of ours, which costs nothing, where own properties would cost more than the call.
 */
export class BodyGuards {
  readonly #prototypes = new Map<object | null, object>();

  guard(response: Guarded, call: Call): Response {
    const outer = response[guarded];
    const prototype = Reflect.getPrototypeOf(response);
    // A transport that is the `fetch` of another one: the answer has our step already.
    const native = outer?.native ?? prototype;
    if (!outer) Object.setPrototypeOf(response, this.#step(prototype));
    const guard = new BodyGuard(this, response, call);
    guard.native = native;
    guard.outer = outer;
    response[guarded] = guard;
    return response;
  }

  #step(prototype: object | null): object {
    const known = this.#prototypes.get(prototype);
    if (known) return known;
    const step: object = Object.create(prototype, Object.getOwnPropertyDescriptors(readers));
    this.#prototypes.set(prototype, step);
    return step;
  }
}

const decoder = new TextDecoder();
const asBytes = (bytes: Chunk): Chunk => bytes;
const asBuffer = ({ buffer }: Chunk): ArrayBuffer => buffer;
const asText = (bytes: Chunk): string => decoder.decode(bytes);
const asJson = (bytes: Chunk): unknown => JSON.parse(asText(bytes));

/** The platform's readers, each asking the guard. */
const readers: object & ThisType<{ readonly [guarded]: BodyGuard }> = {
  get body() {
    return this[guarded].body();
  },
  bytes() {
    return this[guarded].bytes(asBytes);
  },
  arrayBuffer() {
    return this[guarded].bytes(asBuffer);
  },
  text() {
    return this[guarded].bytes(asText);
  },
  json() {
    return this[guarded].bytes(asJson);
  },
  blob() {
    return this[guarded].whole().blob();
  },
  formData() {
    return this[guarded].whole().formData();
  },
  clone() {
    return this[guarded].clone();
  },
};

class BodyGuard {
  /** Where the platform's own readers are. */
  native: object | null = null;
  /** The guard of the transport that is this one's `fetch`. */
  outer: BodyGuard | undefined;
  readonly #guards: BodyGuards;
  readonly #response: Response;
  readonly #call: Call;
  #stream: ReadableStream<Chunk> | undefined;

  constructor(guards: BodyGuards, response: Response, call: Call) {
    this.#guards = guards;
    this.#response = response;
    this.#call = call;
  }

  /** A stream over the platform's, which stays free for `text()` and `clone()` until somebody reads this one. */
  body(): ReadableStream<Chunk> {
    return (this.#stream ??= this.#guardedStream());
  }

  whole(): Response {
    return new Response(this.body(), { headers: this.#response.headers });
  }

  clone(): Response {
    return this.#guards.guard(Reflect.apply(this.#own("clone"), this.#response, []), this.#call);
  }

  /** The whole body, made into something: within the one promise that it takes. */
  bytes<T>(make: (bytes: Chunk) => T): Promise<T> {
    let chunks: Chunk[] | undefined;
    return this.#read(
      () => {
        if (this.#stream?.locked)
          throw new TypeError(
            "The body of this answer is being read already. Read it once, or read a clone of the answer.",
          );
        return this.#source().getReader();
      },
      ({ done, value }) => {
        if (done) return { made: make(joinChunks(chunks ?? [])) };
        // Nearly every body is one chunk, for which an empty array would make room for many.
        if (chunks) chunks.push(value);
        else chunks = [value];
        return undefined;
      },
    );
  }

  /** The body as the platform gives it. Asked each time: a clone puts another stream in its place. */
  #source(): ReadableStream<Chunk> {
    return this.outer?.body() ?? this.#own("body");
  }

  #own(name: "body" | "clone") {
    return Reflect.get(this.native ?? {}, name, this.#response);
  }

  #guardedStream(): ReadableStream<Chunk> {
    return guardedStream(this.#response, this.#call, () => this.#source());
  }

  #read<T>(open: () => Reader, take: Take<T>): Promise<T> {
    return new Reading(this.#response, this.#call, take).start(open);
  }
}
