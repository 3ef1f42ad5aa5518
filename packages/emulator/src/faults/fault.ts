/** What can go wrong on demand, and how each is set. Every fault lasts until it is cleared, unless it says otherwise. */
export interface FaultOptions {
  /** Every request is answered 429 with Retry-After. */
  readonly rate_limit: Scope & {
    /** Milliseconds, rounded up to seconds. Default 30 000. */
    readonly retryAfterMs?: number | undefined;
  };
  /** Every request fails: `unavailable` answers 503, `reset` breaks the connection. Default `unavailable`. */
  readonly outage: Scope & { readonly mode?: "unavailable" | "reset" | undefined };
  /** All tokens issued so far have expired: OAuth 2 access tokens by a refresh, fixed credentials until cleared. */
  readonly expired_token: Scope;
  /** The customer withdrew access: every grant so far is void and refreshing answers `invalid_grant`. Giving consent again ends it. */
  readonly revoked: Scope;
  /** Answers take longer. */
  readonly slow: Scope & {
    /** Milliseconds added to each. Default 3 000. */
    readonly ms?: number | undefined;
  };
  /** Some records lose their key, or carry a value of another type in it. Always the same ones. */
  readonly broken_records: Scope & {
    /** One record in this many. Default 7. */
    readonly every?: number | undefined;
  };
  /** A field of every record is `renamed` or `retyped`. Default: renamed. */
  readonly changed_schema: Scope & {
    readonly mode?: "renamed" | "retyped" | undefined;
    /** Name of the top-level field. Default: the first the connector displays, else the first that is no key. */
    readonly field?: string | undefined;
  };
  /** Lists do not end: `same` hands out the position that was asked for, `forever` starts over after the last record. Default `same`. */
  readonly endless_pages: Scope & { readonly mode?: "same" | "forever" | undefined };
  /** Each request meets one recoverable fault with a probability, fixed by the seed. */
  readonly random: Scope & {
    /** 0 to 1. Default 0.2. */
    readonly probability?: number | undefined;
    /** Which faults. Default all; `expired` only where OAuth 2 is enforced, since nothing else can recover from it. */
    readonly kinds?: readonly RandomKind[] | undefined;
    /** The same request (method and URL) never fails more often in a row. Default 2: a client with three tries gets through. */
    readonly inARow?: number | undefined;
  };
}

export interface Scope {
  /** Only requests of these streams. Default all. */
  readonly streams?: readonly string[] | undefined;
  /** Only so many requests; then the fault clears itself. Default unlimited. */
  readonly times?: number | undefined;
}

export type FaultKind = keyof FaultOptions;

/** `limited` 429 with a second's Retry-After · `error` 500, 502 or 503 · `reset` broken connection · `stall` headers or body never end · `truncation` body cut short · `expired` 401, the token has expired. */
export type RandomKind = "limited" | "error" | "reset" | "stall" | "truncation" | "expired";

/** Every kind with the sentence that a panel shows. */
export const faultKinds: Readonly<Record<FaultKind, string>> = {
  rate_limit: "Every request is told to come back later.",
  outage: "The vendor is down.",
  expired_token: "Access tokens have expired.",
  revoked: "The customer withdrew access.",
  slow: "Answers take seconds.",
  broken_records: "Some records arrive without a usable key.",
  changed_schema: "A field has another name or type.",
  endless_pages: "Lists never end.",
  random: "Requests fail now and then, in ways a retry mends.",
};

export function isFaultKind(value: unknown): value is FaultKind {
  return typeof value === "string" && Object.hasOwn(faultKinds, value);
}

/** A fault in force. */
export interface ActiveFault {
  readonly kind: FaultKind;
  readonly options: FaultOptions[FaultKind];
}

/** The platform's word for a connection that broke: `fetch` rejects with a TypeError. The HTTP server destroys the socket on it. */
export class ConnectionReset extends TypeError {
  override readonly name = "TypeError";
  readonly code = "ECONNRESET";
  constructor() {
    super("fetch failed: the vendor's side closed the connection before it answered");
  }
}
