import { abortable } from "../abort.ts";
import { alarm } from "../alarm.ts";
import type { Call } from "../call.ts";
import { FailureError, failure } from "../failure.ts";
import { joinChunks } from "./body-source.ts";

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

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
  let stream: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  const body = () => (stream ??= guardedStream(native.body(), read, call));
  const bytes = async () => joinChunks(await collect(native.body(), read, call));
  const whole = () => new Response(body(), { headers: response.headers });
  return Object.defineProperties(response, {
    body: { get: body },
    bytes: { value: bytes },
    arrayBuffer: { value: async () => (await bytes()).buffer },
    text: { value: async () => new TextDecoder().decode(await bytes()) },
    json: { value: async () => JSON.parse(new TextDecoder().decode(await bytes())) as unknown },
    blob: { value: () => whole().blob() },
    formData: { value: () => whole().formData() },
    clone: { value: () => guardBody(native.clone(), call) },
  });
}

/** The platform's own readers, taken before they are replaced. */
function nativeReaders(response: Response): { body(): ReadableStream<Uint8Array<ArrayBuffer>>; clone(): Response } {
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

async function collect(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  read: (reader: Reader) => Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>>,
  call: Call,
): Promise<readonly Uint8Array[]> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
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

function guardedStream(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  read: (reader: Reader) => Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>>,
  call: Call,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await read(reader);
          if (!done) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        call.settle();
      },
      async cancel(reason) {
        call.settle();
        await reader.cancel(reason);
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
): Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>> {
  const left = call.remainingMs();
  const limit = Math.min(stallMs === false ? Infinity : stallMs, left);
  const late = new AbortController();
  const off =
    limit === Infinity ? undefined : alarm(call.clock, Math.max(0, limit), () => late.abort(tooSlow(limit, left)));
  try {
    return await abortable(abortable(reader.read(), late.signal), call.signal);
  } catch (error) {
    reader.cancel(error).catch(() => undefined);
    throw call.signal.aborted ? call.signal.reason : error;
  } finally {
    off?.();
  }
}

function tooSlow(limit: number, left: number): FailureError {
  const what =
    limit === left ? "The call's deadline passed while its body was read." : `The body stalled for ${limit} ms.`;
  return new FailureError(failure("timeout", { message: what }));
}
