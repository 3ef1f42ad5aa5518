import { inspected } from "#redirects";
import type { Fetch } from "../clock.ts";
import type { Next } from "../layer.ts";
import { transmit } from "./transmit.ts";

/** How redirects are met. `inspect`: each is looked at before it is followed (Node); otherwise the mode given to the platform. */
export type RedirectMode = "inspect" | "error" | undefined;

/** The innermost step: one request to the platform, and the redirects it leads to. */
export function sender(fetch: Fetch, mode: RedirectMode): Next {
  return (request) => {
    if (mode !== "inspect") return transmit(fetch, request, mode);
    if ((request.init.redirect ?? "follow") !== "follow") return transmit(fetch, request, undefined);
    return inspected(fetch, request);
  };
}
