import { answered } from "./answered.ts";
import { failure, isFailureError } from "../failure.ts";
import type { Failure, FailureCode } from "../failure.ts";
import { loss } from "../policy/network-error.ts";

/** What a judgement may be told beside the outcome. */
export interface ClassifyContext {
  /** Epoch milliseconds, for `retryAt`. Without it no time is given. */
  readonly now?: number | undefined;
  /** Whether the device says it has a network; `false` turns `network` into `offline`. */
  readonly online?: boolean | undefined;
}

/** The wait in milliseconds that an answer asks for, if it does. `now`: epoch milliseconds. */
export type ServerWait = (response: Response, now: number) => number | undefined;

/** What an outcome means, where `wait` tells how long an answer asks to wait. */
export function failureOf(outcome: unknown, context: ClassifyContext, wait: ServerWait): Failure {
  if (isFailureError(outcome)) return outcome.failure;
  if (outcome instanceof Response) return ofResponse(outcome, context, wait);
  return ofError(outcome, context);
}

const codes: Readonly<Record<number, FailureCode>> = {
  401: "unauthorized",
  402: "payment_required",
  403: "forbidden",
  404: "not_found",
  408: "unavailable",
  409: "conflict",
  410: "gone",
  412: "conflict",
  413: "too_large",
  414: "too_large",
  423: "conflict",
  425: "unavailable",
  429: "rate_limited",
  431: "too_large",
  511: "network",
};

/** Vendors that answer so would answer the same again. */
const permanent = new Set([501, 505, 506, 508, 510, 511]);
/** What waiting makes better, where an answer names a wait. */
const passing: ReadonlySet<FailureCode> = new Set(["rate_limited", "unavailable", "too_large"]);

function ofResponse(response: Response, { now }: ClassifyContext, wait: ServerWait): Failure {
  const { status, headers } = response;
  const code = codes[status] ?? (status >= 500 ? "unavailable" : status >= 400 ? "invalid" : "internal");
  const told = (is: FailureCode, means: FailureCode, more?: Partial<Failure>): Failure => {
    const requestId = vendorRequestId(headers);
    const scope = missingScope(response);
    return failure(is, { message: answered(status, means), status, requestId, scope, ...more, cause: undefined });
  };
  // What passes by itself and what never does share codes.
  if (permanent.has(status))
    return told(code, code === "unavailable" ? "invalid" : code, { retryable: false, action: "report" });
  const refined = refine(code, headers);
  const retryAfterMs = passing.has(code) ? wait(response, now ?? 0) : undefined;
  if (retryAfterMs === undefined) return told(refined, refined);
  const retryAt = now === undefined ? undefined : now + retryAfterMs;
  const means = code === "too_large" ? "unavailable" : code;
  return told(code, means, { retryable: true, action: "wait", retryAfterMs, retryAt });
}

/** GitHub and others refuse with 403 when a limit is spent, and name it in the limit headers. */
function refine(code: FailureCode, headers: Headers): FailureCode {
  if (code !== "forbidden") return code;
  return headers.get("x-ratelimit-remaining") === "0" ? "rate_limited" : code;
}

/** RFC 6750 section 3.1: `insufficient_scope` may name the scope it wants. */
function missingScope({ headers, status }: Response): string | undefined {
  const challenge = headers.get("www-authenticate");
  if (status !== 403 || !challenge?.includes("insufficient_scope")) return undefined;
  return /scope="([^"]*)"/.exec(challenge)?.[1];
}

const requestIdHeaders = [
  "x-request-id",
  "request-id",
  "x-amzn-requestid",
  "x-ms-request-id",
  "x-github-request-id",
  "cf-ray",
];

/** The id under which the vendor's support finds this answer. */
export function vendorRequestId(headers: Headers): string | undefined {
  for (const name of requestIdHeaders) {
    const value = headers.get(name);
    if (value !== null) return value;
  }
  return undefined;
}

/** What happened, what that means, and what to do next, where there was no answer. */
const unanswered = {
  aborted: "The call was aborted, so the answer is not there. Call again if it is still wanted.",
  timeout: "The call took too long, so the answer is not there. Try again later, or allow more time.",
  internal: "The call ended with an error that is no network error, so the answer is not there. Look at its cause.",
  offline: "This device has no network, so the answer is not there. Try again when it is back.",
  network:
    "The request was lost between here and the vendor, so the answer is not there. Try again later, or check CORS.",
} as const;

function ofError(error: unknown, { online }: ClassifyContext): Failure {
  const code = codeOf(error, online);
  return failure(code, { message: unanswered[code], cause: error });
}

function codeOf(error: unknown, online: boolean | undefined): keyof typeof unanswered {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "AbortError") return "aborted";
  if (name === "TimeoutError") return "timeout";
  if (loss(error) === "none") return "internal";
  return online === false ? "offline" : "network";
}
