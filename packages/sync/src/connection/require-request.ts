// What is asked for may come from a page, a queue or a form: what means nothing begins nothing, rather than something else.

/** Throws a RangeError for a mode that there is none of. */
export function requireMode(mode: unknown): void {
  if (mode === undefined || mode === "full" || mode === "incremental") return;
  throw new RangeError(
    `A mode is "full" or "incremental", and ${JSON.stringify(mode)} is neither, so nothing was begun.`,
  );
}

/** Throws a RangeError for a number of pages with which nothing would ever be done. */
export function requirePages(maxPages: number): void {
  if (typeof maxPages === "number" && maxPages >= 1) return;
  throw new RangeError(`A step commits 1 page or more, and ${maxPages} is none, so nothing was begun.`);
}
