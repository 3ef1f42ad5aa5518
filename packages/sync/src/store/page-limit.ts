import { FailureError, failure } from "@waybill/transport";

/** A page has room for at least one item; a limit that is no such number would read nothing, or everything, without a word. */
export function checkLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1) return;
  const message = `A page was asked for with a limit of ${limit}, so nothing was read. Give a whole number of 1 or more.`;
  throw new FailureError(failure("internal", { message }));
}
