import { textOf } from "../http/answer.ts";
import { noneMatchNames } from "../http/conditional.ts";
import { hash } from "../random.ts";
import { withHeaders, type Layer } from "./call.ts";

/** Which answers carry an ETag: those of single `records`, `all` reads (lists by a weak one over their bytes), or `none`. */
export type Validators = "records" | "all" | "none";

/** Gives reads their validators, and answers 304 to whoever holds the same version (RFC 9110, section 15.4.5). */
export function conditional(validators: Validators): Layer {
  return async (call, next) => {
    const reply = await next(call);
    const { answer } = reply;
    if (call.method !== "GET" || answer.status !== 200 || answer.body === undefined) return reply;
    if (validators === "none") {
      const { etag: _, ...headers } = answer.headers;
      return { ...reply, answer: { ...answer, headers } };
    }
    const etag = answer.headers["etag"] ?? (validators === "all" ? weak(textOf(answer) ?? "") : undefined);
    if (etag === undefined) return reply;
    const tagged = withHeaders(reply, { etag });
    if (!noneMatchNames(call.request.headers.get("if-none-match"), etag)) return tagged;
    const { "content-type": _, ...headers } = tagged.answer.headers;
    return { ...tagged, answer: { status: 304, headers, body: undefined } };
  };
}

const weak = (text: string): string => `W/"${hash(text).toString(36)}${hash("length", text.length).toString(36)}"`;
