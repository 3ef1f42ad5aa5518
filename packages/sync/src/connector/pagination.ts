import type { ParameterRef, Pointer, ResponseRef } from "./refs.ts";

/** The parameter that sets the page size. */
export interface PageSize {
  readonly param: ParameterRef;
  /** What to ask for. The vendor may give less; a short page ends nothing by itself. */
  readonly size: number;
  /** Greatest the vendor takes, when it says so. */
  readonly max?: number | undefined;
}

/**
 * Which signal has authority over the end of a list.
 * `next`: no next cursor, key or URL · `has-more`: the flag is false · `total`: as many records as the total · `total-pages`: that page was read ·
 * `empty-page`: a page without records (the safe choice where nothing else is declared; costs one request).
 */
export type EndSignal = "next" | "has-more" | "total" | "total-pages" | "empty-page";

interface Common {
  readonly pageSize?: PageSize | undefined;
  /** The vendor's count of the whole list. Compared, and shown as a progress total; an end signal only if `end` says so. */
  readonly total?: ResponseRef | undefined;
}

/** How a list is read to its end. */
export type Pagination =
  | (Common & { readonly style: "none" })
  | (Common & {
      /** An opaque token from the answer is sent with the next request. */
      readonly style: "cursor";
      readonly cursor: ParameterRef;
      readonly nextCursor: ResponseRef;
      readonly hasMore?: ResponseRef | undefined;
      readonly end: "next" | "has-more";
    })
  | (Common & {
      /** Page numbers. */
      readonly style: "page";
      readonly page: ParameterRef;
      /** Number of the first page. */
      readonly first: number;
      readonly totalPages?: ResponseRef | undefined;
      readonly hasMore?: ResponseRef | undefined;
      /** Number of the next page; null, absent or 0 at the end. */
      readonly nextPage?: ResponseRef | undefined;
      readonly end: EndSignal;
    })
  | (Common & {
      /** Number of records to skip. */
      readonly style: "offset";
      readonly offset: ParameterRef;
      readonly hasMore?: ResponseRef | undefined;
      /** Offset of the next page; null or absent at the end. */
      readonly nextOffset?: ResponseRef | undefined;
      readonly end: EndSignal;
    })
  | (Common & {
      /** A field of the last record of a page is sent with the next request. */
      readonly style: "keyset";
      readonly key: ParameterRef;
      readonly keyField: Pointer;
      readonly hasMore?: ResponseRef | undefined;
      readonly end: "has-more" | "empty-page";
    })
  | (Common & {
      /** `Link: <url>; rel="next"` (RFC 8288). */
      readonly style: "link-header";
    })
  | (Common & {
      /** A complete or relative URL in the body. */
      readonly style: "next-url";
      readonly nextUrl: ResponseRef;
      readonly hasMore?: ResponseRef | undefined;
      readonly end: "next" | "has-more";
    })
  | (Common & {
      /** A GraphQL connection, declared by hand. `query` takes `$after`; `connection` points at the object with `pageInfo`. */
      readonly style: "graphql";
      readonly query: string;
      readonly connection: Pointer;
      readonly after: string;
    });

export type PaginationStyle = Pagination["style"];
