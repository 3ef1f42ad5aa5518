import type { Reply } from "../layers/call.ts";
import { textOf, toResponse } from "./answer.ts";

/** Puts a reply on the wire, with the damage it is to suffer. Cut bodies keep the length they were to have. */
export function deliver(reply: Reply, signal: AbortSignal): Response {
  const whole = toResponse(reply.answer);
  if (reply.delivery === undefined || reply.delivery === "whole") return whole;
  const bytes = new TextEncoder().encode(textOf(reply.answer) ?? "");
  const half = bytes.slice(0, Math.floor(bytes.byteLength / 2));
  const body = reply.delivery === "truncated" ? cutOff(half) : stopping(half, signal);
  return new Response(body, { status: whole.status, headers: whole.headers });
}

/** The connection ends before the body does: what `fetch` reports as a TypeError while reading. */
function cutOff(half: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent || half.byteLength === 0) return controller.error(new TypeError("terminated"));
      sent = true;
      controller.enqueue(half);
    },
  });
}

/** The connection stays open and nothing more comes, until the caller gives up. */
function stopping(half: Uint8Array<ArrayBuffer>, signal: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      if (half.byteLength > 0) controller.enqueue(half);
      signal.addEventListener("abort", () => controller.error(signal.reason), { once: true });
    },
  });
}
