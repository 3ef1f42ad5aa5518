import type { RandomBytes } from "../clock.ts";
import type { OperationIdempotency } from "../call/context.ts";
import { hex } from "../hex.ts";
import type { IdempotencyOptions } from "../policy/idempotency-options.ts";
import { withHeader } from "../call/outgoing.ts";
import type { Layer } from "../layer.ts";

const unsafe = new Set(["POST", "PATCH"]);
const plain = { header: "Idempotency-Key" } as const;

/** Gives every logical unsafe request one key, before its first try. A key of the caller's own is never replaced. */
export function idempotency(
  options: IdempotencyOptions | undefined,
  randomBytes: RandomBytes,
  allowed: (origin: string) => boolean,
): Layer {
  const all: IdempotencyOptions = { ...plain, ...options };
  const usual: Way = { ...all, header: all.header.toLowerCase(), wanted: options !== undefined };
  return (request, call, next) => {
    const { idempotency: wish } = call.context;
    const { header, format, wanted, key: own } = typeof wish === "object" ? operation(usual, wish) : usual;
    const given = request.headers[header];
    const makes = wanted && wish !== "none" && unsafe.has(request.method);
    const key = given ?? own ?? (makes ? uuid(randomBytes) : undefined);
    if (key === undefined || !allowed(call.origin)) return next(request, call);
    call.idempotencyKey = key;
    if (given !== undefined) return next(request, call);
    return next(withHeader(request, header, format === "string" ? `"${key}"` : key), call);
  };
}

/** How keys are sent; the header's name in lower case. */
interface Way extends IdempotencyOptions {
  /** Whether a key is made where the caller has none. */
  readonly wanted: boolean;
  readonly key?: string | undefined;
}

/** How one operation takes keys goes before how the vendor does. */
function operation(usual: Way, { header, format = usual.format, key }: OperationIdempotency): Way {
  const name = header?.toLowerCase() ?? usual.header;
  return { header: name, format, key, wanted: usual.wanted || name !== usual.header };
}

/** A version 4 UUID (RFC 9562 section 5.4). */
function uuid(randomBytes: RandomBytes): string {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
