import CachePolicy from "http-cache-semantics";
import { classify } from "../classify.ts";
import type { Clock } from "../clock.ts";
import { discard } from "../body/discard.ts";
import { readLimited } from "../body/read-limited.ts";
import type { Slot } from "../options.ts";
import type { Outgoing } from "../outgoing.ts";
import type { Call } from "../call.ts";
import type { Next } from "../layer.ts";
import { withHeader } from "../outgoing.ts";
import type { CachedResponse, CacheStore } from "../stores.ts";

/** Where answers are kept, and which. */
export interface CacheOptions {
  readonly store: CacheStore;
  /** Longer bodies are not kept. Bytes; default 5,242,880. */
  readonly maxBodyBytes?: number | undefined;
}

/** Marks an answer that stands in for a vendor that is down. Its value is the ISO time at which the answer was stored. */
export const storedAtHeader = "waybill-stored-at";

/**
 * Fills the `cache` slot: a private cache (RFC 9111). Fresh answers cost no request; stale ones are asked for with their validators, and 304 becomes the
 * stored 200. Entries belong to the credential's id. The `cache` option of `fetch` is honoured: `no-store`, `no-cache`, `reload`.
 */
export function cache({ store, maxBodyBytes = 5_242_880 }: CacheOptions): Slot {
  return ({ clock, credentialId }) => ({
    layer(request, call, next) {
      if (!isCacheable(request)) return next(request, call);
      return new Lookup({
        request,
        call,
        next,
        store,
        clock,
        maxBodyBytes,
        key: `${credentialId} ${request.url.href}`,
      }).answer();
    },
  });
}

/** Keeps answers in memory, the latest 500 by default. */
export function memoryCacheStore(maxEntries = 500): CacheStore {
  const kept = new Map<string, CachedResponse>();
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    set: (key, response) => {
      kept.delete(key);
      kept.set(key, response);
      const [oldest] = kept.keys();
      if (kept.size > maxEntries && oldest !== undefined) kept.delete(oldest);
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(void kept.delete(key)),
  };
}

const ownConditions = ["if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range", "range"];

/** Only what the cache itself may condition: a caller's own conditions or credentials are the caller's. */
function isCacheable({ method, headers, init }: Outgoing): boolean {
  if (method !== "GET" || init.cache === "no-store") return false;
  return ![...ownConditions, "authorization", "cookie"].some((name) => headers[name] !== undefined);
}

interface Parts {
  readonly request: Outgoing;
  readonly call: Call;
  readonly next: Next;
  readonly store: CacheStore;
  readonly clock: Clock;
  readonly maxBodyBytes: number;
  readonly key: string;
}

class Lookup {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async answer(): Promise<Response> {
    const { request, store, key } = this.#parts;
    const stored = request.init.cache === "reload" ? undefined : await store.get(key).catch(() => undefined);
    if (stored === undefined || !this.#matches(stored)) return this.#ask(request);
    const policy = policyOf(request, stored, this.#parts.clock.now());
    if (request.init.cache !== "no-cache" && policy.satisfiesWithoutRevalidation(plain(request)))
      return rebuilt(stored);
    return this.#revalidate(stored);
  }

  /** The stored answer is offered with its validators, verbatim: a weak tag keeps its W/, a strong one its quotes. */
  async #revalidate(stored: CachedResponse): Promise<Response> {
    const headers = new Map(stored.headers);
    const [etag, modified] = [headers.get("etag"), headers.get("last-modified")];
    const withTag = etag === undefined ? this.#parts.request : withHeader(this.#parts.request, "if-none-match", etag);
    const conditional = modified === undefined ? withTag : withHeader(withTag, "if-modified-since", modified);
    try {
      const response = await this.#ask(conditional);
      if (response.status === 304) return await this.#renewed(stored, response);
      if (response.status < 500 || !this.#parts.call.context.staleIfDown) return response;
      discard(response);
      return standIn(stored);
    } catch (error) {
      if (this.#parts.call.context.staleIfDown && classify(error).retryable) return standIn(stored);
      throw error;
    }
  }

  /** A 304 brings new headers for the stored body (RFC 9111 section 4.3.4). */
  async #renewed(stored: CachedResponse, response: Response): Promise<Response> {
    const headers = new Map([...stored.headers, ...response.headers].filter(([name]) => name !== "content-length"));
    const renewed = { ...stored, headers: [...headers], storedAt: this.#parts.clock.now() };
    await this.#keep(renewed);
    return rebuilt(renewed);
  }

  async #ask(request: Outgoing): Promise<Response> {
    const response = await this.#parts.next(request, this.#parts.call);
    if (response.status !== 200) return response;
    const arrived = { status: 200, headers: [...response.headers], storedAt: this.#parts.clock.now() };
    if (!policyOf(request, arrived, arrived.storedAt).storable()) return response;
    void this.#copy(response.clone());
    return response;
  }

  /** Reads the copy beside the caller; a body that is too long or breaks off is not kept. */
  async #copy(response: Response): Promise<void> {
    try {
      const body = await readLimited(response, this.#parts.maxBodyBytes);
      if (body === undefined) return;
      const { url, status, headers } = response;
      const varying = this.#varying(headers.get("vary"));
      await this.#keep({
        format: 1,
        url,
        status,
        headers: [...headers],
        body,
        varying,
        storedAt: this.#parts.clock.now(),
      });
    } catch {
      // A cache may forget at any time; the caller has the answer itself.
    }
  }

  async #keep(response: CachedResponse): Promise<void> {
    await this.#parts.store.set(this.#parts.key, response).catch(() => undefined);
  }

  #varying(vary: string | null): readonly (readonly [string, string])[] {
    const names = (vary ?? "")
      .toLowerCase()
      .split(/\s*,\s*/)
      .filter((name) => name !== "");
    return names.map((name) => [name, this.#parts.request.headers[name.toLowerCase()] ?? ""] as const);
  }

  #matches({ varying = [] }: CachedResponse): boolean {
    return varying.every(([name, value]) => (this.#parts.request.headers[name.toLowerCase()] ?? "") === value);
  }
}

/** The policy of an answer that arrived at `storedAt`, as it stands at `now`. The library asks a method for the time; this one has ours. */
function policyOf(
  request: Outgoing,
  { status, headers, storedAt }: Pick<CachedResponse, "status" | "headers" | "storedAt">,
  now: number,
): CachePolicy {
  let moment = storedAt;
  class Timed extends CachePolicy {
    now(): number {
      return moment;
    }
  }
  const policy = new Timed(plain(request), { status, headers: Object.fromEntries(headers) }, { shared: false });
  moment = now;
  return policy;
}

function plain({ url, method, headers }: Outgoing): CachePolicy.HttpRequest {
  return { url: url.pathname + url.search, method, headers: { ...headers } };
}

/** Null bodies aside, an answer like the one that was stored. 304 is never rebuilt: the stored status is 200. */
function rebuilt({ url, status, headers, body }: CachedResponse): Response {
  const response = new Response(body, {
    status,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  });
  return Object.defineProperty(response, "url", { value: url });
}

function standIn(stored: CachedResponse): Response {
  const response = rebuilt(stored);
  response.headers.set(storedAtHeader, new Date(stored.storedAt).toISOString());
  return response;
}
