/** An AbortController that follows another signal until it is released. `AbortSignal.any` is not used: it leaks on long-lived signals. */
export class LinkedAbort {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal | undefined;
  readonly #follow: (() => void) | undefined;

  constructor(parent: AbortSignal | null | undefined) {
    if (!parent) return;
    this.#parent = parent;
    this.#follow = () => this.#controller.abort(parent.reason);
    if (parent.aborted) this.#follow();
    else parent.addEventListener("abort", this.#follow);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** Stops following. What the signal was given to goes on. */
  release(): void {
    if (this.#follow) this.#parent?.removeEventListener("abort", this.#follow);
  }
}

/** Settles as `work` does, or rejects with the signal's reason as soon as it aborts, whatever `work` makes of the signal. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (abort) signal.removeEventListener("abort", abort);
  }
}
