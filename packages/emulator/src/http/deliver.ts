import type { PlainResponse } from "./plain.ts";

/** Puts an answer on the wire, with the damage it is to suffer. Cut bodies keep the length they were to have. */
export function deliver(answer: PlainResponse, { method, signal }: Pick<Request, "method" | "signal">): Response {
  const { status, headers, text, delivery } = answer;
  if (text === undefined) return new Response(null, { status, headers: { ...headers } });
  const bytes = new TextEncoder().encode(text);
  const init = { status, headers: { ...headers, "content-length": `${bytes.byteLength}` } };
  // what a HEAD request gets: the headers of a GET, its length too, and no body (RFC 9110, section 9.3.2)
  if (method === "HEAD") return new Response(null, init);
  if (delivery === undefined) return new Response(bytes, init);
  const part = bytes.slice(0, Math.min(bytes.byteLength - 1, Math.floor(bytes.byteLength * delivery.portion)));
  return new Response(delivery.kind === "truncated" ? cutOff(part) : stopping(part, signal), init);
}

/** The connection ends before the body does: what `fetch` reports as a TypeError while reading. */
function cutOff(part: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent || part.byteLength === 0) return controller.error(new TypeError("terminated"));
      sent = true;
      controller.enqueue(part);
    },
  });
}

/** The connection stays open and nothing more comes, until the caller gives up. */
function stopping(part: Uint8Array<ArrayBuffer>, signal: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      if (part.byteLength > 0) controller.enqueue(part);
      const giveUp = (): void => controller.error(signal.reason);
      if (signal.aborted) giveUp();
      else signal.addEventListener("abort", giveUp, { once: true });
    },
  });
}
