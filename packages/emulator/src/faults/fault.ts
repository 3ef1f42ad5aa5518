import type { FaultScope } from "./fault-scope.ts";

/** What can go wrong on demand, and how each is set. Every fault strikes whatever its scope names, until it is cleared. */
export interface FaultOptions {
  /** Requests are answered 429. */
  readonly rate_limit: FaultScope & {
    /** Milliseconds, rounded up to seconds. Default 30 000. */
    readonly retryAfterMs?: number | undefined;
    /** How `Retry-After` is written, if at all. Default seconds. */
    readonly retryAfter?: "seconds" | "date" | "none" | undefined;
  };
  /** Requests fail: `unavailable` answers 503, `reset` breaks the connection. Default `unavailable`. */
  readonly outage: FaultScope & { readonly mode?: "unavailable" | "reset" | undefined };
  /** Requests are answered with an error of the vendor's side, before anything took effect. */
  readonly server_error: FaultScope & { readonly status?: 500 | 502 | 503 | 504 | undefined };
  /** The connection breaks `before` the request is processed, or `after` it took effect. Default before. */
  readonly reset: FaultScope & { readonly at?: "before" | "after" | undefined };
  /** The connection ends before the body does. */
  readonly truncated_body: FaultScope & BodyPart;
  /** The answer stops and never ends: before its `headers`, or in its `body`. Default body. */
  readonly stalled_body: FaultScope & BodyPart & { readonly at?: "headers" | "body" | undefined };
  /** Answers take longer. */
  readonly slow: FaultScope & {
    /** Milliseconds added to each; of a long tail the median. Default 3 000. */
    readonly ms?: number | undefined;
    /** `long_tail`: most take less, a few a multiple (Pareto). Default fixed. */
    readonly spread?: "fixed" | "long_tail" | undefined;
    /** Bound of the long tail, milliseconds. Default 60 000. */
    readonly maxMs?: number | undefined;
    /** `processing`: the request has been let in, and its idempotency key is taken. Default `arrival`, as a slow network is. */
    readonly at?: "arrival" | "processing" | undefined;
  };
  /** All tokens issued so far have expired: OAuth 2 access tokens by a refresh, fixed credentials until cleared. With a scope: at the requests it names. */
  readonly expired_token: FaultScope;
  /** The customer withdrew access: every grant so far is void and refreshing answers `invalid_grant`. Giving consent again ends it. */
  readonly revoked: FaultScope;
  /** The credentials no longer cover the operation: 403. */
  readonly scope_lost: FaultScope;
  /** A right answer under a wrong media type. */
  readonly wrong_content_type: FaultScope & {
    /** Default `text/plain`. */
    readonly contentType?: string | undefined;
  };
  /** A proxy's HTML page with status 200 in place of the answer; nothing took effect. */
  readonly html_page: FaultScope;
  /** Status 200 with an error inside; nothing took effect. */
  readonly error_envelope: FaultScope;
  /** The `Date` header is wrong. */
  readonly clock_skew: FaultScope & {
    /** Milliseconds that the vendor's clock shows too much; negative: too little. Default one hour. */
    readonly ms?: number | undefined;
  };
  /** Some records lose their key, or carry a value of another type in it. Always the same ones. */
  readonly broken_records: FaultScope & Share;
  /** A field of every record is `renamed`, `retyped`, `removed` or `nulled`. Default: renamed. */
  readonly changed_schema: FaultScope & {
    readonly mode?: "renamed" | "retyped" | "removed" | "nulled" | undefined;
    /** Name of the top-level field. Default: the first the connector displays, else the first that is no key. */
    readonly field?: string | undefined;
  };
  /** An enumerated field holds a value that the document does not know. */
  readonly unknown_enum: FaultScope & {
    /** Name of the top-level field. Default: the first enumerated one. */
    readonly field?: string | undefined;
    /** Default `brand_new`. */
    readonly value?: string | undefined;
  };
  /** Whole-number keys, and the fields that refer to them, are 2^53 more: exact in the JSON text, and understood when they are sent back. */
  readonly huge_ids: FaultScope;
  /** Times lose their zone: `2026-03-01T09:00:00`. */
  readonly zoneless_dates: FaultScope;
  /** Some records carry a text of this size. */
  readonly huge_records: FaultScope &
    Share & {
      /** Characters. Default 1 000 000. */
      readonly size?: number | undefined;
    };
  /** Some records carry what careless code trips over: members named `__proto__` and `constructor`, right-to-left marks, lone surrogates, NUL, a name of 10 000 characters. */
  readonly hostile_records: FaultScope & Share;
  /** Some records stand twice on a page. */
  readonly duplicated_records: FaultScope & Share;
  /** Some records are missing from their page, though counted. */
  readonly dropped_records: FaultScope & Share;
  /** Pages after the first begin too late (a record is skipped) or too early (one is repeated), as when the list changes in front of a reader. Positions that name a record do not shift. */
  readonly shifting_pages: FaultScope & {
    /** Records; negative: too early. Default 1. */
    readonly by?: number | undefined;
  };
  /** While a list is read its records really move: before each page after the first one is `touched`, `removed` or `added`. Default touched. */
  readonly moving_records: FaultScope & { readonly mode?: "touched" | "removed" | "added" | undefined };
  /** Lists do not end: `same` hands out the position that was asked for, `forever` starts over after the last record. Default `same`. */
  readonly endless_pages: FaultScope & { readonly mode?: "same" | "forever" | undefined };
  /** Links to the next page lead to another host. */
  readonly foreign_next: FaultScope & {
    /** Default `https://elsewhere.example`. */
    readonly origin?: string | undefined;
  };
  /** Pages are smaller than what was asked for. */
  readonly small_pages: FaultScope & {
    /** Records. Default 3. */
    readonly max?: number | undefined;
  };
  /** Some pages are empty although more follow. Lists that end by an empty page or a count, and keyset lists, have none. */
  readonly empty_pages: FaultScope & {
    /** One page in this many. Default 2. */
    readonly every?: number | undefined;
  };
  /** Position tokens handed out before are no longer taken. Page numbers, offsets and keys do not expire. */
  readonly expired_cursors: FaultScope & {
    /** Default 410. */
    readonly status?: 400 | 410 | undefined;
  };
  /** Sync tokens handed out before are no longer taken, also afterwards: 410. Whoever asks without one gets a new one. */
  readonly expired_sync_tokens: FaultScope;
  /** The flag and the position disagree: `more_without_next` on the last page, `next_without_more` on all others. Default the former. */
  readonly contradicting_end: FaultScope & { readonly mode?: "more_without_next" | "next_without_more" | undefined };
  /** The count of the list is wrong: `above`, `below`, or `wandering` from request to request. Default wandering. */
  readonly changing_totals: FaultScope & { readonly mode?: "above" | "below" | "wandering" | undefined };
  /** Paging reaches only the first records of a list. */
  readonly result_window: FaultScope & {
    /** Default 10 000. */
    readonly records?: number | undefined;
    /** Beyond it requests are `refused` with 400, or the list just `ends`. Default refused. */
    readonly mode?: "refused" | "ends" | undefined;
  };
  /** Webhook events are sent twice, under the same id. */
  readonly duplicated_webhooks: FaultScope;
  /** Webhook events are held back until the next one was sent. */
  readonly reordered_webhooks: FaultScope;
  /** Webhook events are never sent. */
  readonly lost_webhooks: FaultScope;
  /** Each request meets one recoverable fault with a probability, fixed by the seed. */
  readonly random: FaultScope & {
    /** 0 to 1. Default 0.2. */
    readonly probability?: number | undefined;
    /** Which faults. Default all; `expired` only where OAuth 2 is enforced, since nothing else can recover from it. */
    readonly kinds?: readonly RandomKind[] | undefined;
    /** The same request (method and URL) never fails more often in a row. Default 2: a client with three tries gets through. */
    readonly inARow?: number | undefined;
  };
}

interface Share {
  /** One record in this many, always the same ones. Default 7. */
  readonly every?: number | undefined;
}

interface BodyPart {
  /** Share of the bytes that still arrive, 0 to 1. Default 0.5. */
  readonly portion?: number | undefined;
}

export type FaultKind = keyof FaultOptions;

/** `limited` 429 with a second's Retry-After · `error` 500, 502 or 503 · `reset` broken connection · `stall` headers or body never end · `truncation` body cut short · `expired` 401, the token has expired. */
export type RandomKind = "limited" | "error" | "reset" | "stall" | "truncation" | "expired";

/** Every kind with the sentence that a panel shows. */
export const faultKinds: Readonly<Record<FaultKind, string>> = {
  rate_limit: "Every request is told to come back later.",
  outage: "The vendor is down.",
  server_error: "The vendor fails while it works on a request.",
  reset: "The connection breaks.",
  truncated_body: "The connection ends in the middle of an answer.",
  stalled_body: "An answer stops half-way and never ends.",
  slow: "Answers take seconds.",
  expired_token: "Access tokens have expired.",
  revoked: "The customer withdrew access.",
  scope_lost: "The credentials no longer cover the operation.",
  wrong_content_type: "Answers name a wrong media type.",
  html_page: "A proxy answers with a web page.",
  error_envelope: "Errors arrive as if they were successes.",
  clock_skew: "The vendor's clock is wrong.",
  broken_records: "Some records arrive without a usable key.",
  changed_schema: "A field has another name or type, or none.",
  unknown_enum: "A field holds a value that the document does not know.",
  huge_ids: "Ids are greater than a double can hold.",
  zoneless_dates: "Times do not say their zone.",
  huge_records: "Some records are enormous.",
  hostile_records: "Some records hold names and texts that careless code trips over.",
  duplicated_records: "Some records stand twice on a page.",
  dropped_records: "Some records are missing from their page.",
  shifting_pages: "Pages shift while they are read.",
  moving_records: "Records move while they are read.",
  endless_pages: "Lists never end.",
  foreign_next: "The next page is on another host.",
  small_pages: "Pages are smaller than asked.",
  empty_pages: "Pages are empty although more follow.",
  expired_cursors: "Positions are forgotten.",
  expired_sync_tokens: "The vendor has forgotten up to where was read.",
  contradicting_end: "The end of a list contradicts itself.",
  changing_totals: "Counts are wrong.",
  result_window: "Only the first records of a list can be reached.",
  duplicated_webhooks: "Events arrive twice.",
  reordered_webhooks: "Events arrive out of order.",
  lost_webhooks: "Events never arrive.",
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
