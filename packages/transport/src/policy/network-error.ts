import { lossByCode } from "#loss-by-code";
import type { Loss } from "./loss.ts";

/** What the platforms call a failed fetch: Chromium, Firefox, Node, Deno, Bun, Workers. */
const messages = [
  /^failed to fetch( \(.+\))?$/i,
  /^network error$/i,
  /^networkerror when attempting to fetch resource\.$/i,
  /^network request failed$/i,
  /^the internet connection appears to be offline\.$/i,
  /^the network connection was lost\.$/i,
  /^network connection lost\.$/i,
  /^error in input stream$/i,
  /^error sending request/i,
  /^unable to connect/i,
  /^fetch failed$/,
  /^terminated$/,
];

/** Safari's text is an ordinary phrase; only an error of the platform comes without a stack. */
const safari = /^load failed( \(.+\))?$/i;

/** Tells network errors from programming errors, and whether the request had left. */
export function loss(error: unknown): Loss {
  if (!(error instanceof Error)) return "none";
  const own = lossByCode(error);
  if (own !== "none") return own;
  const cause: unknown = error.cause;
  const deeper = cause instanceof Error && cause !== error ? loss(cause) : "none";
  if (deeper !== "none") return deeper;
  if (error instanceof AggregateError) return everyLoss(error.errors);
  return byMessage(error);
}

/** Happy eyeballs report one error an address: sent unless none of them was. */
function everyLoss(errors: readonly unknown[]): Loss {
  const losses = errors.map(loss);
  if (losses.length === 0 || losses.includes("none")) return "none";
  return losses.includes("after-send") ? "after-send" : "before-send";
}

function byMessage(error: Error): Loss {
  if (error.name !== "TypeError" && error.name !== "Error") return "none";
  if (messages.some((pattern) => pattern.test(error.message))) return "after-send";
  return safari.test(error.message) && !error.stack?.includes("\n") && !error.stack?.includes("@")
    ? "after-send"
    : "none";
}
