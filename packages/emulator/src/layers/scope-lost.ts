import type { Connector } from "@waybill/sync/connector";
import { problem } from "../http/answer.ts";
import { isEndpoint, type Layer } from "./call.ts";

/** Whoever is known may no longer do this: 403, for bearer tokens with the error of RFC 6750, section 3.1. */
export function scopeLost({ auth, title }: Connector): Layer {
  const bearer = auth.some(({ kind }) => kind === "oauth2" || kind === "bearer");
  const challenge = `Bearer realm="${title.replaceAll(/["\\]/g, "")}", error="insufficient_scope"`;
  return async (call, next) => {
    if (isEndpoint(call)) return next(call);
    if (call.faults.of("scope_lost") === undefined) return next(call);
    const answer = problem(
      403,
      "The credentials do not cover this operation.",
      bearer ? { "www-authenticate": challenge } : {},
    );
    return { answer, fault: "scope_lost" };
  };
}
