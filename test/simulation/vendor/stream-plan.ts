import type { Incremental, Pagination, PaginationStyle } from "@waybill/sync/connector";

/** How one stream of the simulated vendor is. Plain data, drawn from the seed. */
export interface StreamPlan {
  readonly name: string;
  readonly style: PaginationStyle;
  readonly end: Extract<Pagination, { end: unknown }>["end"] | undefined;
  /** Does the vendor count its list? */
  readonly total: boolean;
  /** Records to begin with. */
  readonly records: number;
  /** Asked for per page. */
  readonly pageSize: number;
  readonly key: "text" | "number";
  readonly incremental: { readonly order: Incremental["order"]; readonly granularityMs: number } | undefined;
  /** Longest range that one list may be asked for, milliseconds; with `incremental` only. Absent: any. */
  readonly spanMs?: number | undefined;
  /** Does the vendor keep the place up to which a caller has read, and is that a parameter or the address of the next list? Without `incremental` only. */
  readonly syncToken?: "parameter" | "link" | undefined;
  /** Does the product make its own records of these? */
  readonly mapped?: boolean | undefined;
  /** It is listed once per record of this stream; how far its keys reach. */
  readonly parent?: { readonly stream: string; readonly keys: "own" | "below-parent" } | undefined;
  /** Are deleted records marked, and listed on demand? Else they are just gone. */
  readonly tombstones: boolean;
}

/** The ends that the contract allows a style. */
export const endsOf: Readonly<Record<PaginationStyle, readonly NonNullable<StreamPlan["end"]>[]>> = {
  none: [],
  cursor: ["next", "has-more"],
  page: ["next", "has-more", "total-pages", "empty-page", "total"],
  offset: ["next", "has-more", "empty-page", "total"],
  keyset: ["has-more", "empty-page"],
  "link-header": [],
  "next-url": ["next", "has-more"],
  graphql: [],
};

export const styles: readonly PaginationStyle[] = [
  "none",
  "cursor",
  "page",
  "offset",
  "keyset",
  "link-header",
  "next-url",
  "graphql",
];

/** The field of a child, and the parameter of its list, that say whose it is. */
export const parentField = (parent: string): string => `${parent}_id`;

/** Where a stream is listed. */
export const pathOf = ({ name, parent }: StreamPlan): string =>
  parent === undefined ? `/${name}` : `/${parent.stream}/{${parentField(parent.stream)}}/${name}`;
