/** Work in turn: by name, one at a time, in the order of asking. Keeps nothing once nobody waits. */
export class Turns {
  readonly #latest = new Map<string, Promise<unknown>>();

  /** What was asked for last under this name; settles, and never rejects. Undefined when there is nothing left to wait for. */
  latest(name: string): Promise<unknown> | undefined {
    return this.#latest.get(name);
  }

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#latest.get(name) ?? Promise.resolve()).then(work);
    const leave = (): void => {
      if (this.#latest.get(name) === settled) this.#latest.delete(name);
    };
    const settled = mine.then(leave, leave);
    this.#latest.set(name, settled);
    return mine;
  }
}
