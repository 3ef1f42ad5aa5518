import type { FailureCode } from "../failure.ts";

const refused = "it does not take this request. Check it against the vendor's documentation.";

/** What an answer of each code means, and what to do next. */
const meanings: Readonly<Partial<Record<FailureCode, string>>> = {
  unauthorized: "these credentials no longer work. Reconnect the account.",
  forbidden: "these credentials may not do this. Grant the permission.",
  payment_required: "the account's plan does not cover this. Upgrade it.",
  not_found: "nothing is at this address. Check it.",
  gone: "what was at this address is gone. Ask for it no longer.",
  conflict: "what it holds has changed. Read it again.",
  too_large: "this request is too large. Ask for less.",
  rate_limited: "it takes no more requests now. Try again later.",
  unavailable: "it cannot do this now. Try again later.",
  network: "a network on the way wants a sign-in. Sign in there.",
};

/** What an answer says that is a failure of this code: what happened, what that means, and what to do next. `status`: 0 of an opaque answer. */
export function answered(status: number, code: FailureCode): string {
  return status === 0
    ? "The answer is opaque, so nothing shows how it went. Use another mode."
    : `The vendor answered ${status}: ${meanings[code] ?? refused}`;
}
