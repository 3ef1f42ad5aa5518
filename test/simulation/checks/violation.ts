/** A broken promise. */
export interface Violation {
  /** Which promise, as DESIGN.md names it, or what else was expected. */
  readonly promise: string;
  readonly what: string;
}

export class Broken extends Error {
  override readonly name = "Broken";
  readonly violation: Violation;

  constructor(violation: Violation) {
    super(`${violation.promise}: ${violation.what}`);
    this.violation = violation;
  }
}

export function broken(promise: string, what: string): never {
  throw new Broken({ promise, what });
}

/** Says what is wrong only where something is. */
export function hold(isHeld: boolean, promise: string, what: () => string): void {
  if (!isHeld) broken(promise, what());
}
