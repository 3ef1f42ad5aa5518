import * as oauth from "oauth4webapi";
import { alarm } from "../../alarm.ts";
import { classify } from "../../outcome/classify.ts";
import type { Clock, Fetch } from "../../clock.ts";
import { FailureError, failure, isFailureError } from "../../failure.ts";
import { Scope } from "../../call/scope.ts";

/** The bare network and time. */
export interface EndpointContext {
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** An endpoint of an authorization server, by the name that its failures carry. */
export interface Endpoint {
  readonly name: "token endpoint" | "revocation endpoint";
  readonly url: URL;
}

/** The options of oauth4webapi's requests by which they go through our network. */
export interface RequestOptions {
  readonly [oauth.customFetch]: Fetch;
  readonly [oauth.allowInsecureRequests]: boolean;
  readonly signal: AbortSignal;
}

/** A request that has not ended by then has failed. Milliseconds. */
const timeoutMs = 30_000;

/**
 * Asks an endpoint, outside all layers of the transport. Rejects with a {@link FailureError}: `unauthorized` when the grant is no longer good, `network`
 * or `unavailable` (retryable, the session is kept) when the endpoint could not say, `invalid` when the registration is wrong.
 */
export async function atEndpoint<T>(
  endpoint: Endpoint,
  { fetch, clock }: EndpointContext,
  ask: (options: RequestOptions) => Promise<T>,
): Promise<T> {
  const scope = new Scope();
  const off = alarm(clock, timeoutMs, () => scope.end(late(endpoint)));
  const options = {
    [oauth.customFetch]: reaching(endpoint, fetch, clock),
    [oauth.allowInsecureRequests]: endpoint.url.protocol === "http:",
    signal: scope.signal,
  };
  try {
    return await scope.race(ask(options));
  } catch (error) {
    throw explained(endpoint, error);
  } finally {
    off();
  }
}

/** No redirect may carry the secret on, and an endpoint that is down says nothing about the grant. */
function reaching({ name }: Endpoint, fetch: Fetch, clock: Clock): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: "error" });
    const failed = classify(response, { now: clock.now() });
    if (failed.code !== "rate_limited" && failed.code !== "unavailable") return response;
    const message = `The ${name} answered ${response.status}; the session is kept. Try again later.`;
    throw new FailureError({ ...failed, code: "unavailable", message });
  };
}

/** oauth4webapi's errors carry whole bodies, tokens included: only their names and codes are passed on. */
function explained({ name }: Endpoint, error: unknown): FailureError {
  if (isFailureError(error)) return error;
  if (error instanceof oauth.ResponseBodyError) return refused(name, error);
  const seen = classify(error);
  if (seen.code !== "internal")
    return new FailureError({
      ...seen,
      message: `The ${name} could not be reached; the session is kept. Try again later.`,
    });
  const message = `The ${name}'s answer is not what the standard prescribes (RFC 6749 section 5, RFC 7009 section 2.2), so nothing of it was taken. Check its address.`;
  return new FailureError(failure("invalid", { message, cause: error, origin: "provider" }));
}

function refused(name: Endpoint["name"], { error, status }: oauth.ResponseBodyError): FailureError {
  if (error === "invalid_grant") {
    const message = "The vendor no longer accepts this grant (invalid_grant); the account has to be connected again.";
    return new FailureError(failure("unauthorized", { message, status }));
  }
  const known = /^[a-z_]{1,40}$/.test(error) ? error : "an unknown error";
  const message = `The ${name} refused the request with ${known}; the registration of this product with the vendor is not right. Correct it, then connect again.`;
  return new FailureError(failure("invalid", { message, status }));
}

function late({ name }: Endpoint): FailureError {
  const message = `The ${name} did not answer within ${timeoutMs} ms; the session is kept. Try again later.`;
  return new FailureError(failure("network", { message }));
}
