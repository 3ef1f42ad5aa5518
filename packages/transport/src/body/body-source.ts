/** A body as a series of tries needs it. */
export interface BodySource {
  /** False once the only copy has been handed out. */
  readonly replayable: boolean;
  /** True when there is only one copy, handed out or not. */
  readonly once: boolean;
  /** The body for one try; null when there is none. */
  open(): BodyInit | null;
  /** Its size in bytes, where that is known without reading it. */
  bytes?(): number | undefined;
}

/** No body at all. */
export const emptyBody: BodySource = /* @__PURE__ */ Object.freeze({ replayable: true, once: false, open: () => null });

/** Bodies up to this size are kept for another try when they come inside a `Request`, whose body can be read only once. Bytes. */
const replayLimit = 1_048_576;

/** Wraps what a caller gave as `init.body`: a stream or an async iterable serves one try, anything else any number. */
export function bodySource(body: BodyInit | null | undefined): BodySource {
  if (body === null || body === undefined) return emptyBody;
  return isOneShot(body)
    ? oneShot(body)
    : { replayable: true, once: false, open: () => body, bytes: () => sizeOf(body) };
}

function sizeOf(body: BodyInit): number | undefined {
  if (typeof body === "string") return new Blob([body]).size;
  if (body instanceof Blob) return body.size;
  return "byteLength" in body ? body.byteLength : undefined;
}

/** A fresh body for every try. */
export function bodyFactory(make: () => BodyInit): BodySource {
  return { replayable: true, once: false, open: make };
}

/**
 * The body of a `Request`. Up to {@link replayLimit} it is read ahead and can be sent again; a longer one is streamed on as it comes, once, so that
 * memory stays flat.
 */
export async function requestBody(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<BodySource> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; size <= replayLimit;) {
    const { done, value } = await reader.read();
    if (done) return bodySource(joinChunks(chunks));
    chunks.push(value);
    size += value.byteLength;
  }
  return oneShot(resumed(chunks, reader));
}

/** One array of all chunks. */
export function joinChunks(chunks: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = chunks;
  // Nearly every body is one chunk; a part of a shared buffer must not be handed out.
  if (only && chunks.length === 1 && only.byteLength === only.buffer.byteLength) return only;
  const joined = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return joined;
}

function resumed(chunks: Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const chunk = chunks.shift() ?? (await reader.read()).value;
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function oneShot(body: BodyInit): BodySource {
  let spent = false;
  return {
    once: true,
    get replayable() {
      return !spent;
    },
    open() {
      spent = true;
      return body;
    },
  };
}

function isOneShot(body: BodyInit): boolean {
  return body instanceof ReadableStream || Symbol.asyncIterator in Object(body);
}

/** Streams need `duplex: "half"`, which says that the answer comes after the whole request (Fetch standard, section 5.4). */
export function needsDuplex(body: BodyInit | null): boolean {
  return body !== null && isOneShot(body);
}
