import type { Fetch } from "../clock.ts";
import { discard } from "../body/discard.ts";
import { emptyBody } from "../body/body-source.ts";
import { FailureError, failure } from "../failure.ts";
import type { Outgoing } from "../call/outgoing.ts";
import { isConfidential } from "../policy/origin.ts";
import { transmit } from "./transmit.ts";

/** The Fetch standard's own limit. */
const maxRedirects = 20;
const redirects = new Set([301, 302, 303, 307, 308]);
/** What a request may say about itself to an origin that nobody chose. All other headers stay behind: any of them may be a secret. */
const travelling = new Set(["accept", "accept-language", "content-type", "content-language", "range", "user-agent"]);

/** What `fetch` sends. Anything else Node refuses by an error that repeats it, which would end in receipts and logs; browsers repeat nothing. */
const sendable = /^[\t -~\u0080-\u00ff]*[\n\r]*$/;

/** Looks at each redirect before it is followed. A browser, which hides them, is shipped `redirects.browser.ts` in place of this. */
export function inspected(fetch: Fetch, request: Outgoing): Promise<Response> {
  const unfit = Object.keys(request.headers).find((name) => !sendable.test(request.headers[name] ?? ""));
  if (unfit !== undefined) return Promise.reject(unsendable(unfit));
  return transmit(fetch, request, "manual", (response) =>
    redirects.has(response.status) ? follow(fetch, request, response) : response,
  );
}

function unsendable(name: string): FailureError {
  const message = `The header ${name} cannot carry its value, so nothing was sent. Look at where the value comes from.`;
  return new FailureError(failure("invalid", { message }));
}

async function follow(fetch: Fetch, request: Outgoing, first: Response): Promise<Response> {
  let [current, response] = [request, first];
  for (let hops = 0; ; hops += 1) {
    const location = redirects.has(response.status) ? response.headers.get("location") : null;
    if (location === null)
      return hops === 0 ? response : Object.defineProperty(response, "redirected", { value: true });
    discard(response);
    if (hops === maxRedirects) throw refused(`The vendor redirected more than ${maxRedirects} times.`);
    current = redirected(current, location, response.status);
    response = await transmit(fetch, current, "manual");
  }
}

function redirected(request: Outgoing, location: string, status: number): Outgoing {
  const url = URL.canParse(location, request.url) ? new URL(location, request.url) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "")
    throw refused(
      "The vendor redirected to an address that is not valid, so it was not followed. Check the address that was asked.",
    );
  if (isConfidential(request.url) && !isConfidential(url))
    throw refused(
      `The vendor redirected from https to ${url.origin}, which is not encrypted, so it was not followed. Ask the vendor for an address by https.`,
    );
  const headers =
    url.origin === request.url.origin ? request.headers : only(request.headers, (name) => travelling.has(name));
  // 303 always, and by custom 301 and 302 of a POST, go on as GET without a body (Fetch standard, section 4.4).
  const becomesGet = status === 303 ? request.method !== "HEAD" : status < 303 && request.method === "POST";
  if (becomesGet)
    return {
      ...request,
      url,
      method: "GET",
      headers: only(headers, (name) => !name.startsWith("content-")),
      body: emptyBody,
    };
  if (!request.body.replayable)
    throw refused(
      "The vendor redirected a request whose body can be sent only once, so it was not followed. Give text, bytes or a body factory.",
    );
  return { ...request, url, headers };
}

function only(headers: Outgoing["headers"], keeps: (name: string) => boolean): Outgoing["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keeps(name)));
}

function refused(message: string): FailureError {
  return new FailureError(failure("invalid", { message, origin: "provider" }));
}
