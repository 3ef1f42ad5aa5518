/** Refuses a number that is not finite or below `least`, by the option's name. */
export function atLeast(name: string, value: number, least: number): number {
  if (Number.isFinite(value) && value >= least) return value;
  throw new RangeError(`${name} is ${value}; it must be a finite number of at least ${least}.`);
}

/** Refuses a number that is not finite and above 0, by the option's name. */
export function positive(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new RangeError(`${name} is ${value}; it must be a finite number above 0.`);
}
