import { alarm } from "../alarm.ts";
import { discard } from "../body/discard.ts";
import { readLimited } from "../body/read-limited.ts";
import type { Call } from "../call/call.ts";
import type { Clock } from "../clock.ts";
import { FailureError, failure, isFailureError } from "../failure.ts";
import type { FailureCode } from "../failure.ts";
import type { Next } from "../layer.ts";
import { withHeader } from "../call/outgoing.ts";
import type { Outgoing } from "../call/outgoing.ts";
import { cacheControl } from "../policy/caching/cache-control.ts";
import { ageOf, isWorthStoring, mayStandIn, mayStore, verdictOn } from "../policy/caching/freshness.ts";
import type { Judged, Verdict } from "../policy/caching/freshness.ts";
import { loss } from "../policy/network-error.ts";
import { keepable, merged, sameRepresentation } from "../policy/caching/stored-headers.ts";
import { Scope } from "../call/scope.ts";
import type { CachedResponse } from "../stores.ts";
import { varyingOf } from "./cache-shelf.ts";
import type { Shelf, Ticket } from "./cache-shelf.ts";

/** Marks an answer that is not what the vendor says now. Its value is the ISO time at which the vendor gave or last confirmed it. */
export const storedAtHeader = "waybill-stored-at";

/** What a {@link Lookup} is made of. */
export interface LookupParts {
  readonly request: Outgoing;
  readonly call: Call;
  readonly next: Next;
  readonly key: string;
  readonly shelf: Shelf;
  readonly clock: Clock;
  readonly options: { readonly maxBodyBytes: number; readonly heuristicShare: number };
  /** Keys that are being asked anew behind an answer that was given already. */
  readonly revalidating: Set<string>;
  /** Origins that cannot be asked with conditions: their permission for other pages (CORS) does not name the headers. */
  readonly unconditional: Set<string>;
}

/** A revalidation in the background that has not ended by then has failed. Milliseconds. */
const backgroundMs = 60_000;
/** The vendor, or the way to it, is down. A refusal is not: it is an answer. */
const down: ReadonlySet<FailureCode> = new Set(["offline", "network", "timeout", "unavailable", "circuit_open"]);
const isDown = (error: unknown): boolean => (isFailureError(error) ? down.has(error.code) : isLost(error));
const isLost = (error: unknown): boolean => !isFailureError(error) && loss(error) !== "none";
/** Server errors that pass: the standard's, and those of the networks in front of servers (520 to 529). */
const passing = (status: number): boolean =>
  status === 500 || (status >= 502 && status <= 504) || (status >= 520 && status <= 529);

/** One GET or HEAD and what is stored for it. */
export class Lookup {
  readonly #parts: LookupParts;

  constructor(parts: LookupParts) {
    this.#parts = parts;
  }

  async answer(): Promise<Response> {
    const { request, shelf, key } = this.#parts;
    const stored = request.init.cache === "reload" ? undefined : await shelf.find(key, request.headers);
    if (stored === undefined) return this.#isOnlyStored() ? unsatisfied() : this.#ask(request);
    switch (this.#verdict(stored)) {
      case "fresh":
        return this.#rebuilt(stored);
      case "while-revalidating":
        this.#revalidateBehind(stored);
        return this.#standIn(stored);
      case "stale":
        return this.#isOnlyStored() ? unsatisfied() : this.#revalidate(stored);
    }
  }

  #verdict(stored: CachedResponse): Verdict {
    const { request, clock, options } = this.#parts;
    const { cache } = request.init;
    if (cache === "no-cache") return "stale";
    if (cache === "force-cache" || cache === "only-if-cached") return "fresh";
    return verdictOn(stored, { request, now: clock.now(), heuristicShare: options.heuristicShare });
  }

  #isOnlyStored(): boolean {
    const { init, headers } = this.#parts.request;
    return init.cache === "only-if-cached" || cacheControl(headers["cache-control"]).has("only-if-cached");
  }

  async #revalidate(stored: CachedResponse): Promise<Response> {
    const { call, clock } = this.#parts;
    const standsIn = call.context.staleIfDown === true && mayStandIn(stored, clock.now());
    try {
      const response = await this.#asked(stored);
      if (!standsIn || !passing(response.status)) return response;
      discard(response);
      return this.#standIn(stored);
    } catch (error) {
      if (standsIn && isDown(error)) return this.#standIn(stored);
      throw error;
    }
  }

  /** Asks whether what is stored is still true. */
  async #asked(stored: CachedResponse): Promise<Response> {
    const { request, unconditional } = this.#parts;
    const conditional = request.method === "HEAD" ? request : conditioned(request, stored);
    if (conditional === request || unconditional.has(request.url.origin)) return this.#ask(request, stored);
    try {
      return await this.#ask(conditional, stored);
    } catch (error) {
      if (!isLost(error) || request.scope.ended) throw error;
      // A page may not be allowed to send these headers to this origin, which looks like a lost connection.
      const response = await this.#ask(request, stored);
      unconditional.add(request.url.origin);
      return response;
    }
  }

  #revalidateBehind(stored: CachedResponse): void {
    const { clock, key, revalidating, request } = this.#parts;
    if (revalidating.has(key)) return;
    revalidating.add(key);
    // The caller has an answer: neither the end of its call nor its abort concerns this.
    const scope = new Scope();
    const off = alarm(clock, backgroundMs, () => scope.end(overdue()));
    const behind = new Lookup({ ...this.#parts, request: { ...request, scope } });
    void behind.#asked(stored)
      .then(discard, () => undefined)
      .finally(() => {
        off();
        revalidating.delete(key);
      });
  }

  /** Sends the request, and keeps what its answer says of the stored one, or the answer itself. */
  async #ask(request: Outgoing, stored?: CachedResponse): Promise<Response> {
    const { shelf, key, next, call } = this.#parts;
    const ticket = shelf.ticket(key);
    try {
      const response = await next(request, call);
      if (stored && response.status === 304) return await this.#confirmed(stored, response, ticket);
      if (request.method === "HEAD") return await this.#compared(stored, response, ticket);
      await this.#kept(response, ticket, stored);
      return response;
    } catch (error) {
      shelf.giveBack(ticket);
      throw error;
    }
  }

  /** A 304 brings new headers for the stored body (RFC 9111 section 4.3.4), if it is about that one at all. */
  async #confirmed(stored: CachedResponse, response: Response, ticket: Ticket): Promise<Response> {
    const { clock, request } = this.#parts;
    if (!sameRepresentation(stored.headers, response.headers)) {
      await this.#parts.shelf.remove(ticket, stored);
      return this.#ask(request);
    }
    const confirmed = { ...stored, headers: merged(stored.headers, response.headers), storedAt: clock.now() };
    await this.#parts.shelf.put(ticket, confirmed);
    return this.#rebuilt(confirmed);
  }

  /** What HEAD says of a GET's stored answer (RFC 9111 section 4.3.5). */
  async #compared(stored: CachedResponse | undefined, response: Response, ticket: Ticket): Promise<Response> {
    const { shelf, clock } = this.#parts;
    if (stored === undefined || response.status !== 200) shelf.giveBack(ticket);
    else if (sameRepresentation(stored.headers, response.headers))
      await shelf.put(ticket, { ...stored, headers: merged(stored.headers, response.headers), storedAt: clock.now() });
    else await shelf.remove(ticket, stored);
    return response;
  }

  /** Keeps an answer while the caller reads it, or drops what it makes untrue. */
  async #kept(response: Response, ticket: Ticket, stored: CachedResponse | undefined): Promise<void> {
    const { shelf, request, call, clock, options } = this.#parts;
    const arrived: Judged = { status: response.status, headers: keepable(response.headers), storedAt: clock.now() };
    const isUseful = call.context.staleIfDown === true || isWorthStoring(arrived, options.heuristicShare);
    // What stands at the end of a redirect is not what this address will always answer.
    if (isUseful && !response.redirected && mayStore(request, arrived))
      void this.#copy(response.clone(), arrived, ticket);
    else if (stored && (response.ok || gone.has(response.status))) await shelf.remove(ticket, stored);
    else shelf.giveBack(ticket);
  }

  /** Reads the copy beside the caller; a body that is too long or breaks off is not kept. */
  async #copy(response: Response, arrived: Judged, ticket: Ticket): Promise<void> {
    const { shelf, request, options } = this.#parts;
    try {
      const body = await readLimited(response, options.maxBodyBytes);
      if (body === undefined) return shelf.giveBack(ticket);
      const varying = varyingOf(response.headers.get("vary"), request.headers);
      await shelf.put(ticket, { ...arrived, format: 1, url: response.url, body, varying });
    } catch {
      // A cache may forget at any time; the caller has the answer itself.
      shelf.giveBack(ticket);
    }
  }

  #standIn(stored: CachedResponse): Response {
    const response = this.#rebuilt(stored);
    response.headers.set(storedAtHeader, new Date(stored.storedAt).toISOString());
    return response;
  }

  /** An answer like the one that was stored, and as old as it is. 304 is never rebuilt: the stored status is another. */
  #rebuilt(stored: CachedResponse): Response {
    const { request, clock } = this.#parts;
    const headers = new Headers(stored.headers.map(([name, value]): [string, string] => [name, value]));
    headers.set("age", String(ageOf(stored, clock.now())));
    const body = request.method === "HEAD" || bodyless.has(stored.status) ? null : stored.body;
    const response = new Response(body, { status: stored.status, headers });
    return Object.defineProperty(response, "url", { value: stored.url });
  }
}

const bodyless = new Set([204, 205]);
const gone = new Set([404, 410]);

/** The stored answer is offered with its validators, verbatim: a weak tag keeps its W/, a strong one its quotes. */
function conditioned(request: Outgoing, { headers }: CachedResponse): Outgoing {
  const stored = new Map(headers);
  const [etag, modified] = [stored.get("etag"), stored.get("last-modified")];
  const tagged = etag === undefined ? request : withHeader(request, "if-none-match", etag);
  return modified === undefined ? tagged : withHeader(tagged, "if-modified-since", modified);
}

/** RFC 9111 section 5.2.1.7. */
function unsatisfied(): Response {
  return new Response(null, { status: 504, statusText: "Nothing stored" });
}

function overdue(): FailureError {
  return new FailureError(
    failure("timeout", {
      message: `A stored answer was not confirmed within ${backgroundMs} ms, so it stays as it was. The next call asks again.`,
    }),
  );
}
