/** Lanes of a transport that are no stream's: those have the names of streams, of which none begins with a space. */

/** The product's own calls. */
export const ownCalls = " own calls";

/** Asks whose credentials are in use. */
export const identityCalls = " identity";

/** Dry runs of a stream: what they ask for is in the receipt of none of its runs. */
export const dryRunOf = (stream: string): string => ` dry run of ${stream}`;
