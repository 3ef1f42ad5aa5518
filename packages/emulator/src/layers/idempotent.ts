import { problem } from "../http/answer.ts";
import { hash } from "../random.ts";
import type { Call, Layer, Reply } from "./call.ts";

/** What the vendor makes of idempotency keys. */
export interface IdempotencyOptions {
  /** The header; undefined: the vendor knows no keys. */
  readonly header: string | undefined;
  /** `ignored`: a key changes nothing. `required`: a write without one is refused with 400. */
  readonly manner: "honoured" | "ignored" | "required";
  /** Milliseconds on the vendor's clock for which an answer is kept; then its key is new again. */
  readonly ttlMs: number;
}

interface Kept {
  readonly fingerprint: number;
  readonly at: number;
  /** Undefined while the first request is under way. */
  reply: Reply | undefined;
}

/**
 * Repeats the answer to a repeated key, so that a write takes effect once (draft-ietf-httpapi-idempotency-key-header, section 2): the same key with
 * another request is 422, while the first is under way 409, no key where one is required 400. Server errors are not kept: nothing took effect.
 */
export function idempotent({ header, manner, ttlMs }: IdempotencyOptions): Layer {
  if (header === undefined || manner === "ignored") return (call, next) => next(call);
  const kept = new Map<string, Kept>();
  const keyed: Layer = async (call, next) => {
    const key = call.request.headers.get(header);
    if (key === null)
      return manner === "required" ? { answer: problem(400, `The header ${header} is missing.`) } : next(call);
    forget(kept, call.now - ttlMs);
    const fingerprint = hash(call.method, call.url.pathname, JSON.stringify(call.body ?? null));
    const known = kept.get(key);
    if (known !== undefined) return repeat(known, fingerprint);
    const entry: Kept = { fingerprint, at: call.now, reply: undefined };
    kept.set(key, entry);
    try {
      const reply = await next(call);
      if (reply.answer.status >= 500) kept.delete(key);
      else entry.reply = reply;
      return reply;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
  return (call, next) => (isWrite(call) ? keyed(call, next) : next(call));
}

/** Reads and lists are repeatable as they are; the OAuth endpoints have rules of their own. */
const isWrite = ({ method, target }: Call): boolean =>
  method !== "GET" && !["token", "authorize", "revoke", "list"].includes(target?.kind ?? "");

/** Keys come in the order of time, so the old ones are the first. */
function forget(kept: Map<string, Kept>, before: number): void {
  for (const [key, { at }] of kept) {
    if (at > before) return;
    kept.delete(key);
  }
}

function repeat(known: Kept, fingerprint: number): Reply {
  if (known.fingerprint !== fingerprint)
    return { answer: problem(422, "This idempotency key belongs to another request.") };
  if (known.reply === undefined) return { answer: problem(409, "A request with this idempotency key is under way.") };
  const { answer } = known.reply;
  return { ...known.reply, answer: { ...answer, headers: { ...answer.headers, "idempotency-replayed": "true" } } };
}
