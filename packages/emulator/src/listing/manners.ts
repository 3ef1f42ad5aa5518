/** How a vendor pages, beside what its contract says. All of it happens at real vendors; nothing of it is a fault. */
export interface PagingManners {
  /** The most records on a page, whatever was asked for and whatever the document promises. Default: the contract's. */
  readonly maxPageSize?: number | undefined;
  /**
   * One page in this many (2 or more) is empty although more follow. Default none. Only where something else than an empty page or a count ends the
   * list, and where there is something to continue after: keyset lists have none.
   */
  readonly emptyEvery?: number | undefined;
  /** Life of a position token, milliseconds on the vendor's clock. Default: for ever. Page numbers, offsets and keys do not expire. */
  readonly cursorTtlMs?: number | undefined;
  /** Answer to a token that has expired. Default 410. */
  readonly expiredStatus?: 400 | 410 | undefined;
  /** Life of a sync token, milliseconds on the vendor's clock; afterwards it is answered 410. Default: for ever. */
  readonly syncTokenTtlMs?: number | undefined;
  /** Paging reaches this many records of a list. Default: as many as the contract says, else all. */
  readonly resultWindow?: number | undefined;
  /** Beyond the window requests are `refused` with 400, or the list just `ends`. Default refused. */
  readonly beyondWindow?: "refused" | "ends" | undefined;
}

/** Manners and faults together: what one list request meets. */
export interface Manners extends PagingManners {
  readonly endless?: "same" | "forever" | undefined;
  /** Every position token counts as expired. */
  readonly allExpired?: boolean | undefined;
  /** Pages after the first begin so many records too late; negative: too early. */
  readonly shift?: number | undefined;
  /** Origin that links to the next page lead to. */
  readonly foreignOrigin?: string | undefined;
  readonly contradiction?: "more_without_next" | "next_without_more" | undefined;
  /** Added to every count. */
  readonly totalDrift?: number | undefined;
  /** One record in so many stands twice, or not at all. */
  readonly duplicatedEvery?: number | undefined;
  readonly droppedEvery?: number | undefined;
}
