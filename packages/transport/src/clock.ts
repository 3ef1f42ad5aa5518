/** Time and chance come in as one argument, so that an hour of backoff is tested in a millisecond. Nothing else in the house reads them. */
export interface Clock {
  /** Wall clock, epoch milliseconds. May step; used for dates that people and vendors see. */
  now(): number;
  /** Monotonic milliseconds from an arbitrary origin. Used for durations, windows and leases. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Uniform in [0, 1): jitter only, never keys or ids. */
  random(): number;
}

/** Cryptographic bytes for keys, ids and verifiers. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** The platform's network function, and the shape of ours. */
export type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
