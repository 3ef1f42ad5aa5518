import type { Fetch } from "../clock.ts";
import { discard } from "../body/discard.ts";
import { needsDuplex } from "../body/body-source.ts";
import type { Outgoing } from "../call/outgoing.ts";

/** One request to the platform, given up when its scope ends. `then` gets the answer that came in time. */
export function transmit(
  fetch: Fetch,
  request: Outgoing,
  redirect: RequestRedirect | undefined,
  then?: (response: Response) => Response | Promise<Response>,
): Promise<Response> {
  const { url, method, headers, scope, init } = request;
  try {
    scope.check();
    const body = request.body.open();
    const given: RequestInit = { ...init, method, headers, signal: scope.signal, body };
    if (redirect !== undefined) given.redirect = redirect;
    if (needsDuplex(body)) Object.assign(given, { duplex: "half" });
    return scope.race(fetch(url.href, given), discard, then);
  } catch (error) {
    return Promise.reject(error);
  }
}
