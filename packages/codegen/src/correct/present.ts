/** Members that are given; `undefined` corrects nothing. */
export function present<T extends object>(members: T): { readonly [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const given: { [Name in keyof T]?: Exclude<T[Name], undefined> } = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) Reflect.set(given, name, value);
  return given;
}
