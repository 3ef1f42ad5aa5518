import { authenticate, unauthorized, type AuthenticateOptions, type Refusal } from "../auth/authenticate.ts";
import type { FaultSource } from "../faults/fault-board.ts";
import type { Layer } from "./call.ts";

/** Lets in whoever is known; the OAuth endpoints look after themselves. */
export function authenticated(options: Omit<AuthenticateOptions, "now">, faults: FaultSource): Layer {
  const oauth = options.connector.auth.some(({ kind }) => kind === "oauth2");
  const voided = (stream: string | undefined): Refusal["reason"] | undefined => {
    if (oauth) return undefined; // tokens were expired or revoked one by one when the fault was set
    if (faults.take("revoked", stream) !== undefined) return "revoked";
    return faults.take("expired_token", stream) === undefined ? undefined : "expired";
  };
  return async (call, next) => {
    if (call.target?.kind === "authorize" || call.target?.kind === "token") return next(call);
    const reason = voided(call.stream);
    const scheme = options.connector.auth[0] ?? { kind: "none" };
    const refusal =
      reason === undefined ? authenticate(call.request, { ...options, now: call.now }) : { reason, scheme };
    return refusal === undefined ? next(call) : { answer: unauthorized(refusal, options.connector.title) };
  };
}
