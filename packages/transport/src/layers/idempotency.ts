import type { RandomBytes } from "../clock.ts";
import { hex } from "../hex.ts";
import { withHeader } from "../outgoing.ts";
import type { Layer } from "../layer.ts";

/** How a vendor takes idempotency keys. */
export interface IdempotencyOptions {
  /** Header name, such as `Idempotency-Key`. */
  readonly header: string;
  /** `string`: a quoted structured field, as the IETF draft 07 has it; `plain`: as it is. Default `plain`. */
  readonly format?: "plain" | "string" | undefined;
}

const unsafe = new Set(["POST", "PATCH"]);
const plain = { header: "Idempotency-Key" } as const;

/** Gives every logical unsafe request one key, before its first try. A key of the caller's own is never replaced. */
export function idempotency(
  options: IdempotencyOptions | undefined,
  randomBytes: RandomBytes,
  allowed: (origin: string) => boolean,
): Layer {
  return (request, call, next) => {
    if (!allowed(request.url.origin)) return next(request, call);
    const { header, format }: IdempotencyOptions = options ?? plain;
    const given = request.headers.get(header);
    const key =
      given ?? chosenKey(call.context.idempotency, options !== undefined && unsafe.has(request.method), randomBytes);
    if (key === undefined) return next(request, call);
    call.idempotencyKey = key;
    if (given !== null) return next(request, call);
    return next(withHeader(request, header, format === "string" ? `"${key}"` : key), call);
  };
}

function chosenKey(
  wish: "auto" | "none" | { readonly key: string } | undefined,
  wanted: boolean,
  randomBytes: RandomBytes,
): string | undefined {
  if (typeof wish === "object") return wish.key;
  return wish === "none" || !wanted ? undefined : uuid(randomBytes);
}

/** A version 4 UUID (RFC 9562 section 5.4). */
function uuid(randomBytes: RandomBytes): string {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
