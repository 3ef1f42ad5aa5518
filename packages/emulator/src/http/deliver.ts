import type { Reply } from "../layers/call.ts";
import { textOf, toResponse, type Answer } from "./answer.ts";

/** Puts a reply on the wire, with the damage it is to suffer. Cut bodies keep the length they were to have. */
export function deliver({ answer, delivery }: Pick<Reply, "answer" | "delivery">, signal: AbortSignal): Response {
  const whole = toResponse(answer);
  if (delivery === undefined || answer.body === undefined) return whole;
  const bytes = new TextEncoder().encode(textOf(answer) ?? "");
  const part = bytes.slice(0, Math.min(bytes.byteLength - 1, Math.floor(bytes.byteLength * delivery.portion)));
  const body = delivery.kind === "truncated" ? cutOff(part) : stopping(part, signal);
  return new Response(body, { status: whole.status, headers: whole.headers });
}

/** What a HEAD request gets: the headers of a GET, its length too, and no body (RFC 9110, section 9.3.2). */
export function headOf(answer: Answer): Response {
  const { status, headers } = toResponse(answer);
  return new Response(null, { status, headers });
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
      signal.addEventListener("abort", () => controller.error(signal.reason), { once: true });
    },
  });
}
