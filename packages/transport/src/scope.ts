/**
 * A branch of a call that can be ended: the whole call, one try, one copy, the reading of a body. What hangs on it ends with it. Branches are linked by
 * our own lists: listeners on signals cost more than everything else in a call, and `AbortSignal.any` leaks on long-lived signals.
 */
export class Scope {
  #controller: AbortController | undefined;
  /** A list, not a set: there are one or two, and a set costs more than everything else here. */
  readonly #listeners: ((reason: unknown) => void)[] = [];
  #ended = false;
  #reason: unknown;

  /** @param parent ends this scope when it ends itself; it lives no longer than one call, so nothing has to be undone */
  constructor(parent?: Scope) {
    parent?.listen((reason) => this.end(reason));
  }

  /** For the platform. Made when somebody asks for it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#ended) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Throws the reason once the scope has ended. */
  check(): void {
    if (this.#ended) throw this.#reason;
  }

  /** The first end counts. */
  end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
    for (const listener of this.#listeners.splice(0)) listener(reason);
  }

  /** Calls back when the scope ends, at once when it has. */
  listen(listener: (reason: unknown) => void): void {
    if (this.#ended) listener(this.#reason);
    else this.#listeners.push(listener);
  }

  unlisten(listener: (reason: unknown) => void): void {
    const index = this.#listeners.indexOf(listener);
    if (index >= 0) this.#listeners.splice(index, 1);
  }

  /**
   * Settles as `work` does, or rejects with the reason as soon as the scope ends, whatever `work` makes of the signal. `late` gets what comes in spite of
   * the end.
   */
  race<T>(work: Promise<T>, late?: (value: T) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      this.listen(reject);
      const arrived = (value: T): void => {
        this.unlisten(reject);
        if (this.#ended) late?.(value);
        resolve(value);
      };
      work.then(arrived, (error: unknown) => {
        this.unlisten(reject);
        // Whatever the platform makes of an abort, the reason is what ended the work.
        reject(this.#ended ? this.#reason : error);
      });
    });
  }
}
