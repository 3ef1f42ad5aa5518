import { LinkedAbort, abortable } from "../abort.ts";
import { alarm } from "../alarm.ts";
import type { Call } from "../call.ts";
import { FailureError, failure } from "../failure.ts";
import { joinChunks } from "./body-source.ts";

type Chunk = Uint8Array<ArrayBuffer>;
type Reader = ReadableStreamDefaultReader<Chunk>;

/**
 * Makes every way of reading the answer's body honour the call: a chunk must come within `stallMs`, the whole before the deadline, and an abort ends
 * the read at once even if the platform ignores it. Time runs only while somebody reads. The answer stays the platform's own object (url, headers,
 * `redirected`, brand checks); only its readers are replaced.
 */
export function guardBody(response: Response, call: Call): Response {
  const native = nativeReaders(response);
  if (response.body === null) {
    call.settle();
    return response;
  }
  if (isEventStream(response)) call.deadlineAt = Infinity;
  const stallMs = isEventStream(response) ? false : call.limits.stallMs;
  const read = (reader: Reader) => readChunk(reader, call, stallMs);
  let stream: ReadableStream<Chunk> | undefined;
  const body = () => (stream ??= guardedStream(() => native.body(), read, call));
  const bytes = async () => {
    if (stream?.locked) throw new TypeError("The body of this answer is being read already.");
    return joinChunks(await collect(native.body(), read, call));
  };
  const whole = () => new Response(body(), { headers: response.headers });
  return Object.defineProperties(response, {
    body: { get: body },
    bytes: { value: bytes },
    arrayBuffer: { value: async () => (await bytes()).buffer },
    text: { value: async () => decoder.decode(await bytes()) },
    json: { value: async () => JSON.parse(decoder.decode(await bytes())) as unknown },
    blob: { value: () => whole().blob() },
    formData: { value: () => whole().formData() },
    clone: { value: () => guardBody(native.clone(), call) },
  });
}

const decoder = new TextDecoder();

/** The platform's own readers, taken before they are replaced. */
function nativeReaders(response: Response): { body(): ReadableStream<Chunk>; clone(): Response } {
  const clone = response.clone.bind(response);
  const prototype: object | null = Reflect.getPrototypeOf(response);
  return {
    // Asked each time: a clone puts another stream in its place.
    body: () => Reflect.get(prototype ?? {}, "body", response),
    clone,
  };
}

function isEventStream(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
}

type Read = (reader: Reader) => Promise<ReadableStreamReadResult<Chunk>>;

async function collect(body: ReadableStream<Chunk>, read: Read, call: Call): Promise<readonly Chunk[]> {
  const reader = body.getReader();
  const chunks: Chunk[] = [];
  try {
    for (;;) {
      const { done, value } = await read(reader);
      if (done) return chunks;
      chunks.push(value);
    }
  } finally {
    call.settle();
  }
}

/** A stream over the platform's, which stays free for `text()` and `clone()` until somebody reads this one. */
function guardedStream(body: () => ReadableStream<Chunk>, read: Read, call: Call): ReadableStream<Chunk> {
  let reader: Reader | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await read((reader ??= body().getReader()));
          if (!done) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        call.settle();
      },
      async cancel(reason) {
        call.settle();
        await (reader ?? body()).cancel(reason);
      },
    },
    // Nothing is read before somebody asks, so that time runs only while somebody waits.
    { highWaterMark: 0 },
  );
}

/** One chunk, in time or not at all. */
async function readChunk(
  reader: Reader,
  call: Call,
  stallMs: number | false,
): Promise<ReadableStreamReadResult<Chunk>> {
  const { clock, signal } = call;
  const left = call.remainingMs();
  const limit = Math.max(0, Math.min(stallMs === false ? Infinity : stallMs, left));
  const scope = new LinkedAbort(signal);
  const off = limit === Infinity ? undefined : alarm(clock, limit, () => scope.abort(tooSlow(limit, left)));
  try {
    return await abortable(reader.read(), scope.signal);
  } catch (error) {
    reader.cancel(error).catch(() => undefined);
    throw signal.aborted ? signal.reason : error;
  } finally {
    off?.();
    scope.release();
  }
}

function tooSlow(limit: number, left: number): FailureError {
  const what =
    limit === left ? "The call's deadline passed while its body was read." : `The body stalled for ${limit} ms.`;
  return new FailureError(failure("timeout", { message: what }));
}
