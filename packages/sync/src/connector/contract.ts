import type { Json } from "./json.ts";
import type { Mapping } from "./mapping.ts";
import type { Pagination } from "./pagination.ts";
import type { ParameterRef, Pointer, ResponseRef } from "./refs.ts";

/** Version of this contract. Stored with every checkpoint; a connector of another version is refused, never guessed at. */
export const contractVersion = 1;

/** The static description of one vendor's API. Generated from its OpenAPI document, corrected in a typed config, never edited by hand. */
export interface Connector {
  readonly contractVersion: typeof contractVersion;
  /** Stable id, lower case with hyphens: `harbor-crm`. */
  readonly vendor: string;
  /** Name that customers read: `Harbor CRM`. */
  readonly title: string;
  /** `info.version` of the document. */
  readonly version: string;
  /** First server of the document, without a trailing slash. A connection may name another (a relay, an emulator). */
  readonly baseUrl: string;
  /** Ways to authenticate, the preferred first. Empty when the document declares none. */
  readonly auth: readonly AuthScheme[];
  readonly limits?: RateLimits | undefined;
  readonly idempotency?: IdempotencySupport | undefined;
  /** How to learn whose credentials are in use. Absent: nobody notices when a connection is renewed with another account's. */
  readonly identity?: Identity | undefined;
  /** Headers that every request carries, such as an API version pin. Never a secret. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly streams: Readonly<Record<string, StreamContract>>;
}

export type AuthScheme =
  | { readonly kind: "none" }
  | { readonly kind: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  | { readonly kind: "basic" }
  | { readonly kind: "bearer" }
  | {
      readonly kind: "oauth2";
      readonly tokenUrl?: string | undefined;
      readonly authorizationUrl?: string | undefined;
      readonly refreshUrl?: string | undefined;
      /** What the streams' lists and operations need together. A product that only reads asks for less: the `scopes` of its streams. */
      readonly scopes: readonly string[];
    };

/** What the vendor says it permits. */
export interface RateLimits {
  readonly requests?: number | undefined;
  readonly windowMs?: number | undefined;
  readonly concurrency?: number | undefined;
}

export interface IdempotencySupport {
  readonly header: string;
}

/** The operation that tells a caller which account it acts for. */
export interface Identity {
  /** Path of a GET operation: `/me`. */
  readonly path: string;
  /** Where its answer holds what names the account: an id, never a name that people can change. */
  readonly account: ResponseRef;
}

/** One collection of records. */
export interface StreamContract {
  /** Not empty, and begins with no space: such names are the connection's own. */
  readonly name: string;
  readonly list: ListOperation;
  /** Where the array of records is in an answer; `""` when the answer is the array. Items that are not objects are kept as `{ value: item }`. */
  readonly items: Pointer;
  readonly pagination: Pagination;
  /** Fields that identify a record, in order. Empty: the vendor gives none, and a record is identified by its content. */
  readonly primaryKey: readonly Pointer[];
  readonly incremental?: Incremental | undefined;
  /** Instead of `incremental`, where the vendor itself keeps the place up to which a caller has read. */
  readonly syncToken?: SyncToken | undefined;
  readonly deletes?: Deletes | undefined;
  readonly parent?: ParentRef | undefined;
  readonly operations?: RecordOperations | undefined;
  readonly concurrency?: ConcurrencyControl | undefined;
  /** OAuth scopes that the list needs, where the document says: all of them. Of several sets that would do, the smallest. */
  readonly scopes?: readonly string[] | undefined;
  /** OAuth scopes that `operations` need besides `scopes`, where the document says. */
  readonly operationScopes?: readonly string[] | undefined;
  /**
   * Which of several copies of one record on one page stands: `latest`, by the cursor field, and the last of equals (default), or by place alone. Across
   * pages the newest by the cursor field stands, and the last where there is none.
   */
  readonly duplicates?: "latest" | "first" | "last" | undefined;
  /** How the product's record is made of the vendor's. Absent: it is the vendor's. */
  readonly mapping?: Mapping | undefined;
  readonly display?: Display | undefined;
  /**
   * Fields by which a product asks for records in order: members of its own record, as a mapping makes it. Text is ordered by code units, so that instants
   * come in the order of time where all are written alike, as `to: "date-time"` of a mapping writes them.
   */
  readonly indexes?: readonly Pointer[] | undefined;
  /** Data class per field. Unlisted fields have none. */
  readonly classes?: Readonly<Partial<Record<Pointer, "pii" | "secret">>> | undefined;
}

/** The request that lists a stream, before paging adds its parameters. */
export interface ListOperation {
  readonly method: "GET" | "POST";
  /** Path template of the document: `/projects/{project_id}/tasks`. */
  readonly path: string;
  readonly operationId?: string | undefined;
  /** Constant parameters, such as a version or an expansion. */
  readonly parameters?: Readonly<Record<ParameterRef, Json>> | undefined;
  /** Parameters of the path, the query or headers that the document requires and that nothing here fills. A stream that has any is not run by itself. */
  readonly required?: readonly ParameterRef[] | undefined;
}

/** How to ask for what changed. */
export interface Incremental {
  /** Parameter that selects records changed since a value. */
  readonly param: ParameterRef;
  /** Parameter that bounds the selection from above, where there is one: a backfill of a range then reads no further. */
  readonly until?: ParameterRef | undefined;
  /** Oldest value that the field can have, as the parameter writes it: nothing is asked for before it. */
  readonly start?: string | undefined;
  /**
   * Longest range that one list may be asked for, in milliseconds. A run then reads window by window, from `start` on, each between `param` and `until`;
   * a window that cannot be read is left, and the next run reads it again.
   */
  readonly spanMs?: number | undefined;
  /**
   * Most records that the vendor lets a caller reach by one question, however many pages are read (10,000 where a search engine answers). A range that
   * holds as many is asked for again in halves, from `start` on, each between `param` and `until`.
   */
  readonly maxResults?: number | undefined;
  /** The record's field that the parameter compares with. */
  readonly cursorField: Pointer;
  readonly kind: "updated" | "created" | "event-time";
  /** How the parameter and the field write an instant. `opaque`: compared as text, never computed with. */
  readonly format: "date-time" | "date" | "epoch-s" | "epoch-ms" | "opaque";
  /** Smallest difference the field can express, in milliseconds. */
  readonly granularityMs: number;
  /** Order in which the list arrives. `unknown` never moves a watermark past the start of the run. */
  readonly order: "asc" | "desc" | "unknown";
  /** Milliseconds that a vendor may need until a change shows in the list. */
  readonly lagMs: number;
}

/** How to ask for what changed since a place that the vendor keeps. Where it has forgotten it (410), everything is read again. */
export interface SyncToken {
  /** Where the last page of a list holds the token with which the next one begins. */
  readonly token: ResponseRef;
  /**
   * Parameter that carries it. Absent: the token is the whole address of the next list, whose pages lead on by themselves (`link-header`, `next-url`) or
   * are one; an address at another origin is not followed.
   */
  readonly param?: ParameterRef | undefined;
  /** Constant parameters that the vendor does not take beside a token. */
  readonly without?: readonly ParameterRef[] | undefined;
}

/** How deletions show. */
export interface Deletes {
  /** A record whose field holds one of `values` (or, without values, anything but null and false) is deleted. */
  readonly field: Pointer;
  readonly values?: readonly Json[] | undefined;
  /** Parameter that makes the vendor list deleted records, and the value to send. */
  readonly include?: { readonly param: ParameterRef; readonly value: Json } | undefined;
}

/** A stream that is listed once per record of another one, which may itself be listed so. */
export interface ParentRef {
  readonly stream: string;
  /** Parameter of this stream's list -> field of the parent record. One of the path is called by its name, any other by its `ParameterRef`. */
  readonly parameters: Readonly<Record<string, Pointer>>;
  /**
   * Parameters that this list shares with the parent's, where the parent's own parent fills them: `["user_id"]` of
   * `/users/{user_id}/boards/{board_id}/cards` below `/users/{user_id}/boards`. The parent's keys are `below-parent`: they alone say whose record it is.
   */
  readonly inherits?: readonly string[] | undefined;
  /**
   * How far a key reaches. `own` (default): it names one record, whichever parent lists it. `below-parent`: it is unique among its siblings only, such
   * as the number of a line, and a record is stored under the parent's key and its own.
   */
  readonly keys?: "own" | "below-parent" | undefined;
  /** What becomes of the children of a parent that is gone, once that is proven. `keep` needs keys `below-parent`, here and in streams below. Default `remove`. */
  readonly orphans?: "remove" | "keep" | undefined;
  /** `parent`: a change of a child changes its parent too, so that an incremental run reads only the children of parents that changed. */
  readonly changesShowAt?: "parent" | undefined;
}

/** Operations on the records of the list, one of them or many: `METHOD /path`. */
export interface RecordOperations {
  readonly create?: string | undefined;
  readonly get?: string | undefined;
  readonly update?: string | undefined;
  readonly delete?: string | undefined;
  /** Writes many records by one request. */
  readonly bulk?: string | undefined;
  /** Creates a record, or updates the one with its key. */
  readonly upsert?: string | undefined;
}

/** How a write says which version of the record it is meant for, so that the vendor refuses it where another one came between (RFC 9110, section 13.1.1). */
export interface ConcurrencyControl {
  /** Where the version is sent: `header:If-Match`, or a pointer into the body of the write. */
  readonly param: ParameterRef;
  /** Where an answer with the record holds the version: `header:ETag`, or a field of the record. */
  readonly version: ResponseRef;
}

/** Which fields may reach a screen. Anything else never does. */
export interface Display {
  /** Field that names a record to a person. */
  readonly title: Pointer;
  readonly fields: readonly Pointer[];
}
