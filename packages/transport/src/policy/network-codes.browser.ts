// A browser gives its errors no codes.

/** Codes of errors before the vendor can have seen the request. */
export const neverSent: ReadonlySet<string> = new Set();

/** Codes of errors after which it may have. */
export const lostOnTheWay: ReadonlySet<string> = new Set();
