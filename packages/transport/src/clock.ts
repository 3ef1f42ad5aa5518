/** Time and chance come in as one argument, so that an hour of backoff is tested in a millisecond. Nothing else in the house reads them. */
export interface Clock {
  /** Wall clock, epoch milliseconds. May step; used for dates that people and vendors see. */
  now(): number;
  /** Monotonic milliseconds from an arbitrary origin. Used for durations, windows and leases. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Calls `ring` after `ms` milliseconds unless the returned function is called first. Optional: a cheaper {@link sleep} for the limits of every
   * request, which hardly ever pass.
   */
  timer?(ms: number, ring: () => void): () => void;
  /** Uniform in [0, 1): jitter only, never keys or ids. */
  random(): number;
}

/** Cryptographic bytes for keys, ids and verifiers. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** The platform's network function, and the shape of ours. */
export type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/** The longest delay that a platform timer takes without overflowing to "at once". Milliseconds. */
const longestTimer = 2_147_483_647;

/** The platform's time and chance. What a timer cannot hold is waited for in pieces. Marked as pure: who does not use it does not ship it. */
export const systemClock: Clock = /* @__PURE__ */ Object.freeze({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
  timer,
  sleep: (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const off = timer(ms, () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      });
      const stop = (): void => {
        off();
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", stop, { once: true });
    }),
});

function timer(ms: number, ring: () => void): () => void {
  const rest = ms - longestTimer;
  let off = (): void => clearTimeout(handle);
  const handle = setTimeout(
    () => {
      if (rest > 0) off = timer(rest, ring);
      else ring();
    },
    Math.min(ms, longestTimer),
  );
  return () => off();
}

/** The platform's cryptographic chance. */
export const systemRandomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** The platform's network. It insists on being called as a method of the global object. */
export const systemFetch: Fetch = (input, init) => globalThis.fetch(input, init);
