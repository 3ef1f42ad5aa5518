/** Turns what arrived into what it should be, or undefined when it is something else. */
export type Check<T> = (value: unknown) => T | undefined;

/** An object with all members of `required`, and those of `optional` that are what they should be. Others are left out: a newer server may send more. */
export function object<R extends object, O extends object>(
  required: { readonly [K in keyof R]-?: Check<R[K]> },
  optional: { readonly [K in keyof O]-?: Check<NonNullable<O[K]>> },
): Check<R & O> {
  const musts = Object.entries<Check<unknown>>(required);
  const mays = Object.entries<Check<unknown>>(optional);
  return (value) => {
    if (typeof value !== "object" || value === null) return undefined;
    const read = ([name, check]: readonly [string, Check<unknown>]) => [name, check(own(value, name))] as const;
    const there = musts.map(read);
    if (there.some(([, member]) => member === undefined)) return undefined;
    const more = mays.map(read).filter(([, member]) => member !== undefined);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each member was checked by the check that its type demands
    return Object.fromEntries([...there, ...more]) as R & O;
  };
}

/** A list of which every item is what it should be. */
export function list<T>(item: Check<T>): Check<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const items = value.map(item).filter((one) => one !== undefined);
    return items.length === value.length ? items : undefined;
  };
}

/** A list without the items that are something else: one that a newer server knows hides no other. */
export function listOfKnown<T>(item: Check<T>): Check<readonly T[]> {
  return (value) => (Array.isArray(value) ? value.map(item).filter((one) => one !== undefined) : undefined);
}

export const text: Check<string> = (value) => (typeof value === "string" ? value : undefined);

export const flag: Check<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

/** JSON has no other numbers; a value beyond the range of a double arrives as infinite. */
export const number: Check<number> = (value) =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

/**
 * A word of an enumeration. One that this version does not know is let through, as the type of those that it does: widgets show it as unknown, and
 * dropping the whole answer for it would hide what is known.
 */
export function word<T extends string>(): Check<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the reason stands above
  return (value) => (typeof value === "string" ? (value as T) : undefined);
}

/** Exactly this value. */
export function exactly<const T>(wanted: T): Check<T> {
  return (value) => (value === wanted ? wanted : undefined);
}

/** The first check that holds. */
export function oneOf<T>(...checks: readonly Check<T>[]): Check<T> {
  return (value) => {
    for (const check of checks) {
      const found = check(value);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function own(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
