/** Time for the emulator: what a vendor's own clock says, and how it waits. Structurally a subset of the transport's clock, so one virtual clock serves both. */
export interface EmulatorClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The platform's clock: the default of `createEmulator`, and the only place here that reads real time. */
export const systemClock: EmulatorClock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};

/** The platform's network, by which webhooks go out unless they have a receiver of their own. */
export const systemSend = (request: Request): Promise<Response> => globalThis.fetch(request);
