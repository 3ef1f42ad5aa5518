/** What is really said: an undefined member is an absent one, so that it hides no default and reaches no store. */
export function stated<T extends object>(given: T): T {
  const said = { ...given };
  for (const [name, value] of Object.entries(said)) if (value === undefined) Reflect.deleteProperty(said, name);
  return said;
}
