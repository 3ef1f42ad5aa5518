interface Shown {
  readonly pageSize: number;
  /** Rows on this page. */
  readonly rows: number;
  /** Rows in all, where that is known. */
  readonly total: number | undefined;
  /** Pages before this one; undefined where nobody counted. */
  readonly before: number | undefined;
}

/** The numbers of the first and last row, where they can be known, and whether rows follow. */
export function pageOf({ pageSize, rows, total, before }: Shown): {
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly more: boolean;
} {
  if (before === undefined) return { first: undefined, last: undefined, more: rows === pageSize };
  const first = before * pageSize + 1;
  const last = before * pageSize + rows;
  return { first, last, more: total === undefined ? rows === pageSize : last < total };
}
