import { batchRefused } from "./storage-failure.ts";

/** A page has room for at least one item; a limit that is no such number would read nothing, or everything, without a word. */
export function checkLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1) return;
  throw batchRefused(`a page was asked for with a limit of ${limit}; it must be a whole number of 1 or more.`);
}
