import { problem } from "../http/answer.ts";
import { hash } from "../random.ts";
import type { Layer, Reply } from "./call.ts";

interface Kept {
  readonly fingerprint: number;
  /** Undefined while the first request is under way. */
  reply: Reply | undefined;
}

/**
 * Repeats the answer to a repeated key, so that a write takes effect once (draft-ietf-httpapi-idempotency-key-header, section 2): the same key with
 * another request is 422, while the first is under way 409. Server errors are not kept: nothing took effect. Undefined header: the vendor knows no keys.
 */
export function idempotent(header: string | undefined): Layer {
  const kept = new Map<string, Kept>();
  return async (call, next) => {
    const key = header === undefined ? null : call.request.headers.get(header);
    if (key === null || call.method === "GET" || call.target?.kind === "token" || call.target?.kind === "list")
      return next(call);
    const fingerprint = hash(call.method, call.url.pathname, JSON.stringify(call.body ?? null));
    const known = kept.get(key);
    if (known !== undefined) return repeat(known, fingerprint);
    const entry: Kept = { fingerprint, reply: undefined };
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
}

function repeat(known: Kept, fingerprint: number): Reply {
  if (known.fingerprint !== fingerprint)
    return { answer: problem(422, "This idempotency key belongs to another request.") };
  if (known.reply === undefined) return { answer: problem(409, "A request with this idempotency key is under way.") };
  const { answer } = known.reply;
  return { ...known.reply, answer: { ...answer, headers: { ...answer.headers, "idempotency-replayed": "true" } } };
}
