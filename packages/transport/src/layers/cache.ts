import { isFailureError } from "../failure.ts";
import type { FailureCode } from "../failure.ts";
import type { Layer } from "../layer.ts";
import type { Slot } from "../options.ts";
import type { Outgoing } from "../call/outgoing.ts";
import { atLeast } from "../policy/check-options.ts";
import { completed } from "../stated.ts";
import type { CacheStore } from "../stores.ts";
import { Lookup } from "./cache-lookup.ts";
import type { LookupParts } from "./cache-lookup.ts";
import { Shelf } from "./cache-shelf.ts";

export { storedAtHeader } from "./cache-lookup.ts";
export { memoryCacheDefaults, memoryCacheStore } from "./memory-cache-store.ts";
export type { MemoryCacheOptions } from "./memory-cache-store.ts";

/** How much is kept, and for how long. */
export interface CacheLimits {
  /** Longer bodies are not kept. Bytes; default 5,242,880. */
  readonly maxBodyBytes: number;
  /** Variants that are kept of one address (`Vary`), the latest. Default 8. */
  readonly maxVariants: number;
  /**
   * Of the time since `Last-Modified`, the share for which an answer counts as fresh whose vendor declares no lifetime (RFC 9111 section 4.2.2); browsers
   * take 0.1. Default 0: the vendor is asked whether it has changed.
   */
  readonly heuristicShare: number;
  /** Milliseconds that the store may take before the vendor is asked instead. Default 2,000. */
  readonly patienceMs: number;
}

/** Frozen defaults of {@link CacheLimits}. */
export const cacheDefaults: Readonly<CacheLimits> = Object.freeze({
  maxBodyBytes: 5_242_880,
  maxVariants: 8,
  heuristicShare: 0,
  patienceMs: 2_000,
});

/** Where answers are kept, and which. */
export interface CacheOptions extends Partial<CacheLimits> {
  /** {@link memoryCacheStore}, or one that outlives the process. */
  readonly store: CacheStore;
  /**
   * Whose answers these are, where the credential does not tell: bearer tokens and API keys of several accounts look the same. Needed when transports of
   * several accounts share one store. Default: the credential's id alone.
   */
  readonly owner?: string | undefined;
}

/**
 * Fills the `cache` slot: a private cache (RFC 9111). Fresh answers cost no request; stale ones are asked for with their validators, and 304 becomes the
 * stored answer. A request that may change something ends what is stored of its address. Both `Cache-Control` of the request and the `cache` option of
 * `fetch` are honoured. Entries belong to the credential's id. Throws a RangeError that names the option when one is not usable.
 */
export function cache(given: CacheOptions): Slot {
  const { store, owner = "", ...limits } = given;
  const options = completed(cacheDefaults, limits);
  atLeast("cache.maxBodyBytes", options.maxBodyBytes, 0);
  atLeast("cache.maxVariants", options.maxVariants, 1);
  atLeast("cache.heuristicShare", options.heuristicShare, 0);
  atLeast("cache.patienceMs", options.patienceMs, 1);
  return ({ clock, credentialId }) => {
    const shelf = new Shelf({ ...options, store, clock });
    const keyOf = (url: URL): string => `${credentialId} ${owner} ${url.href.replace(/#.*$/, "")}`;
    const shared = { shelf, clock, options, revalidating: new Set<string>(), unconditional: new Set<string>() };
    const layer: Layer = (request, call, next) => {
      if (!readOnly.has(request.method)) return changing(request, () => next(request, call), { shelf, keyOf });
      const parts: LookupParts = { ...shared, request, call, next, key: keyOf(request.url) };
      return isOurs(request) ? new Lookup(parts).answer() : next(request, call);
    };
    return { layer };
  };
}

/** Methods that change nothing (RFC 9110 section 9.2.1); QUERY by its draft. */
const readOnly = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"]);
const ownConditions = ["if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range", "range"];

/** Only what the cache itself may condition: a caller's own conditions or credentials are the caller's. */
function isOurs({ method, headers, init }: Outgoing): boolean {
  if ((method !== "GET" && method !== "HEAD") || init.cache === "no-store") return false;
  return ![...ownConditions, "authorization", "cookie"].some((name) => Object.hasOwn(headers, name));
}

/** Ends what is stored of the request's address and of those that the answer names (RFC 9111 section 4.4), before the caller reads the answer. */
async function changing(
  { url }: Outgoing,
  send: () => Promise<Response>,
  { shelf, keyOf }: { readonly shelf: Shelf; readonly keyOf: (url: URL) => string },
): Promise<Response> {
  let changed: readonly URL[] = [url];
  try {
    const response = await send();
    changed = changedBy(response, url);
    return response;
  } catch (error) {
    // What was refused before it was sent has changed nothing; of anything else nobody knows.
    if (isFailureError(error) && unsent.has(error.code)) changed = [];
    throw error;
  } finally {
    await Promise.all(changed.map((each) => shelf.invalidate(keyOf(each))));
  }
}

const unsent: ReadonlySet<FailureCode> = new Set(["circuit_open", "unauthorized", "invalid", "storage"]);

/** A refusal has changed nothing; a server error may have come half-way. */
function changedBy({ status, headers }: Response, url: URL): readonly URL[] {
  if (status >= 400 && status < 500) return [];
  if (status >= 500) return [url];
  const named = [headers.get("location"), headers.get("content-location")].flatMap((address) =>
    address !== null && URL.canParse(address, url) ? [new URL(address, url)] : [],
  );
  return [url, ...named.filter(({ origin }) => origin === url.origin)];
}
