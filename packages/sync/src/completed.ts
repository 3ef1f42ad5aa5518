/** Options in their complete form: the defaults where nothing is said, or `undefined` is. */
export function completed<T extends object>(defaults: T, given: Partial<T> | null | undefined): T {
  const said = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(said) };
}
