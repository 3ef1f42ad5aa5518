/** What the signature of `fetch` cannot carry: said once with `transport.with(context)`. */
export interface CallContext {
  /** Operation id or route template (`GET /contacts/{id}`): the name by which events and limits group calls. */
  readonly operation?: string | undefined;
  /** Queue that shares fairly with others of the same origin; the engine uses the stream's name. Default `"default"`. */
  readonly lane?: string | undefined;
  /** Greater goes first within an origin. Default 0. */
  readonly priority?: number | undefined;
  /** `auto`: a key for unsafe methods where the vendor takes one; `none`: never; or the caller's own key. Default `auto`. */
  readonly idempotency?: "auto" | "none" | { readonly key: string } | undefined;
}
