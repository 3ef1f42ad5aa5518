import { readingLimits } from "./limits.ts";

/** Said of a source that holds more bytes than are read. */
class TooManyBytesError extends Error {
  override readonly name = "TooManyBytesError" as const;
  readonly code = "TOO_MANY_BYTES" as const;
}

/** All text of a stream, read no further than the limit: a device or a server may have no end. */
export async function readBytes(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > readingLimits.bytes) throw new TooManyBytesError("There are more bytes than are read.");
    chunks.push(chunk);
  }
  return decode(Buffer.concat(chunks));
}

/** UTF-8, or UTF-16 where a byte order mark says so: some shells write what they redirect that way. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder().decode(bytes);
}
