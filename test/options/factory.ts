/** The members that a caller need not give. */
type OptionalOf<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/** A factory, what it must be given, and everything that it may be given. */
export interface Factory {
  readonly name: string;
  readonly optional: readonly string[];
  /** Makes one with these members undefined, and the others absent; gives what can be seen of it. */
  readonly make: (undefinedOnes: readonly string[]) => unknown;
}

/** `optional` names every optional member: the compiler finds one that is missing. */
export function factory<T extends object>(
  name: string,
  needed: T,
  optional: Readonly<Record<OptionalOf<T>, undefined>>,
  make: (options: T) => unknown,
): Factory {
  return {
    name,
    optional: Object.keys(optional),
    // As JavaScript gives it, and TypeScript without `exactOptionalPropertyTypes`.
    make: (names) => make({ ...needed, ...Object.fromEntries(names.map((each) => [each, undefined])) }),
  };
}
