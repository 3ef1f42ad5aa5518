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
  /** It is listed once per record of another stream. */
  readonly parent?: ParentPlan | undefined;
  /** Are deleted records marked, and listed on demand? Else they are just gone. */
  readonly tombstones: boolean;
}

/** How a stream of children is. */
export interface ParentPlan {
  readonly stream: string;
  /** How far its keys reach. */
  readonly keys: "own" | "below-parent";
  /** What becomes of the children of a parent that is gone. Absent: they are removed. */
  readonly orphans?: "keep" | undefined;
  /** The parent's own parent, where the path of the list names that record as well. */
  readonly above?: string | undefined;
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
  [...holdersOf(parent).map((stream) => `/${stream}/{${parentField(stream)}}`), `/${name}`].join("");

/** The streams that the path of a list names a record of, the highest first. */
export const holdersOf = (parent: ParentPlan | undefined): readonly string[] =>
  parent === undefined ? [] : [...(parent.above === undefined ? [] : [parent.above]), parent.stream];

/** Whether records of a stream stay when what they are listed below goes. */
export function keepsOrphans(plans: readonly StreamPlan[], { parent }: StreamPlan): boolean {
  const above = plans.find(({ name }) => name === parent?.stream);
  return parent?.orphans === "keep" || (above !== undefined && keepsOrphans(plans, above));
}
