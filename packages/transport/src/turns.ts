/** Work in turn: by name, one at a time, in the order of asking. Keeps nothing once nobody waits. */
export class Turns {
  readonly #latest = new Map<string, Promise<unknown>>();

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
