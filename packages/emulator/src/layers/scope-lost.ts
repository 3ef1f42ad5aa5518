import type { Connector } from "@waybill/sync/connector";
import { problem } from "../http/answer.ts";
import { isEndpoint, type Layer } from "./call.ts";
import { struckBy } from "./struck-by.ts";

/** Whoever is known may no longer do this: 403, for bearer tokens with the error of RFC 6750, section 3.1. */
export function scopeLost({ auth, title }: Connector): Layer {
  const bearer = auth.some(({ kind }) => kind === "oauth2" || kind === "bearer");
  const challenge = `Bearer realm="${title.replaceAll(/["\\]/g, "")}", error="insufficient_scope"`;
  const refuse = struckBy("scope_lost", async () => {
    const headers = bearer ? { "www-authenticate": challenge } : {};
    return { answer: problem(403, "The credentials do not cover this operation.", headers), fault: "scope_lost" };
  });
  return (call, next) => (isEndpoint(call) ? next(call) : refuse(call, next));
}
