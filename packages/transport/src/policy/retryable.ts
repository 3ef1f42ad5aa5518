import { isFailureError } from "../failure.ts";
import type { Loss } from "./loss.ts";
import { loss } from "./network-error.ts";

/** How one try ended. */
export type Outcome = { readonly response: Response } | { readonly error: unknown };

/** What decides, beside the outcome, whether another try is allowed. */
export interface RetryFacts {
  readonly method: string;
  /** The request carries an idempotency key: the vendor will not act twice. */
  readonly keyed: boolean;
  /** The wait that the answer asks for, in milliseconds. */
  readonly serverWaitMs: number | undefined;
  /** `x-should-retry: true/false` and the like decide. Header names in lower case; none by default. */
  readonly hints: readonly string[];
}

/** Methods that may be repeated without asking (RFC 9110 section 9.2.2; QUERY is safe by its draft). */
const idempotent = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"]);
/** The vendor may have acted before it answered so. */
const transient = new Set([408, 500, 502, 503, 504]);
/** The vendor says that it has not acted: too early (RFC 8470), too many. */
const refused = new Set([425, 429]);

/** Whether the same request may be sent again. Pure: nothing about counts, budgets or time left. */
export function retryable(outcome: Outcome, facts: RetryFacts): boolean {
  const repeatable = facts.keyed || idempotent.has(facts.method);
  if ("response" in outcome)
    return hinted(outcome.response, facts, repeatable) ?? invites(outcome.response, facts, repeatable);
  const lost = lostWhere(outcome.error);
  return lost === "before-send" || (lost === "after-send" && repeatable);
}

function hinted({ headers }: Response, { hints }: RetryFacts, repeatable: boolean): boolean | undefined {
  const hint = hints.map((name) => headers.get(name)).find((value) => value === "true" || value === "false");
  return hint === undefined ? undefined : hint === "true" && repeatable;
}

function invites({ status, headers }: Response, { keyed, serverWaitMs }: RetryFacts, repeatable: boolean): boolean {
  switch (status) {
    // Another request with this key is under way (Idempotency-Key draft, section 2.7).
    case 409:
      return keyed;
    case 413:
      return serverWaitMs !== undefined && repeatable;
    // Some vendors refuse so when a limit is spent; nothing was done.
    case 403:
      return serverWaitMs !== undefined && headers.get("x-ratelimit-remaining") === "0";
    default:
      return refused.has(status) || (transient.has(status) && repeatable);
  }
}

/** Our own errors say where they come from by their code; only a timeout happens after sending. */
function lostWhere(error: unknown): Loss {
  if (!isFailureError(error)) return loss(error);
  if (error.code === "timeout") return "after-send";
  return error.retryable && (error.code === "network" || error.code === "unavailable") ? "before-send" : "none";
}
