/** What is really said: an undefined member is an absent one, so that it hides no default and reaches no store. */
export function stated<T extends object>(given: T): T {
  const said = { ...given };
  for (const [name, value] of Object.entries(said)) if (value === undefined) Reflect.deleteProperty(said, name);
  return said;
}

/** Options in their complete form: the default of each that is not said. */
export function completed<T extends object>(defaults: T, given: Partial<T> | null | undefined): T {
  return { ...defaults, ...stated({ ...given }) };
}
