import { FailureError, failure } from "../failure.ts";

/** Ends what took longer than it may. `what` says what did, and is no whole sentence yet. */
export function tooLate(
  what: string,
  details?: { readonly gaveUp: "deadline"; readonly cause: unknown },
): FailureError {
  const message = `${what}, so the answer is not there. Try again later, or allow more time.`;
  return new FailureError(failure("timeout", { message, gaveUp: details?.gaveUp }), { cause: details?.cause });
}
