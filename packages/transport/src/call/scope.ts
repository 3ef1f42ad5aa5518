/** What ends with a {@link Scope}. */
export interface Ending {
  /** Who else hangs on the scope; the scope's own. A list of links: one or two hang on a scope, and an array costs more than they do. */
  beside?: Ending | undefined;
  /** Called once, with the reason for which the scope ends. */
  end(reason: unknown): void;
}

/**
 * A branch of a call that can be ended: the whole call, one try, one copy, the reading of a body. What hangs on it ends with it. Branches are linked by
 * our own lists: listeners on signals cost more than everything else in a call, and `AbortSignal.any` leaks on long-lived signals.
 */
export class Scope implements Ending {
  beside: Ending | undefined;
  #controller: AbortController | undefined;
  #endings: Ending | undefined;
  #ended = false;
  #reason: unknown;

  /** @param parent ends this scope when it ends itself; it lives no longer than one call, so nothing has to be undone */
  constructor(parent?: Scope) {
    parent?.add(this);
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
    let next = this.#endings;
    this.#endings = undefined;
    while (next) {
      const { beside } = next;
      next.end(reason);
      next = beside;
    }
  }

  /** Ends this when the scope ends, at once when it has. It hangs on no other scope. */
  add(ending: Ending): void {
    if (this.#ended) ending.end(this.#reason);
    else {
      ending.beside = this.#endings;
      this.#endings = ending;
    }
  }

  remove(ending: Ending): void {
    if (this.#endings === ending) this.#endings = ending.beside;
    for (let known = this.#endings; known; known = known.beside)
      if (known.beside === ending) known.beside = ending.beside;
  }

  /**
   * Settles as `work` does, or rejects with the reason as soon as the scope ends, whatever `work` makes of the signal. `late` gets what comes in spite of
   * the end, `then` what comes in time.
   */
  race<T>(work: Promise<T>, late?: (value: T) => void, then?: (value: T) => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const ending: Ending = { beside: undefined, end: reject };
      this.add(ending);
      const arrived = (value: T): void => {
        this.remove(ending);
        if (this.#ended) late?.(value);
        else resolve(then ? then(value) : value);
      };
      work.then(arrived, (error: unknown) => {
        this.remove(ending);
        // Whatever the platform makes of an abort, the reason is what ended the work.
        reject(this.#ended ? this.#reason : error);
      });
    });
  }
}
