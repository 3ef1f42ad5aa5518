import { authenticate, unauthorized, type AuthenticateOptions, type Refusal } from "../auth/authenticate.ts";
import { isSelective } from "../faults/fault-scope.ts";
import { isEndpoint, type Call, type Layer } from "./call.ts";

/** Lets in whoever is known; the OAuth endpoints look after themselves. */
export function authenticated(options: Omit<AuthenticateOptions, "now" | "operation">): Layer {
  const isOauth = options.connector.auth.some(({ kind }) => kind === "oauth2");
  return async (call, next) => {
    if (isEndpoint(call)) return next(call);
    const reason = isOauth ? voidTokens(call, options) : voided(call);
    const scheme = options.connector.auth[0] ?? { kind: "none" };
    const refusal =
      reason === undefined
        ? authenticate(call.request, { ...options, now: call.now, operation: call.operation })
        : { reason, scheme };
    return refusal === undefined ? next(call) : { answer: unauthorized(refusal, options.connector.title) };
  };
}

/** Fixed credentials are refused as long as the fault stands. */
function voided({ faults }: Call): Refusal["reason"] | undefined {
  if (faults.of("revoked") !== undefined) return "revoked";
  return faults.of("expired_token") === undefined ? undefined : "expired";
}

/** Tokens end one by one: all of them when the fault was set, or, where it singles out requests, those that exist at each of these. */
function voidTokens({ faults, now }: Call, { tokens }: Pick<AuthenticateOptions, "tokens">): undefined {
  const [revoked, expired] = [faults.of("revoked"), faults.of("expired_token")];
  if (revoked !== undefined && isSelective(revoked)) tokens.revokeAll();
  if (expired !== undefined && isSelective(expired)) tokens.expire(now);
}
