import { isObject, pointerTo } from "./pointer.ts";

/** One thing that is not as the contract says. */
export interface Problem {
  /** JSON Pointer to the value at fault. */
  readonly pointer: string;
  /** What should be there. */
  readonly expected: string;
}

/** Says what is wrong with a value; nothing when it is right. */
export type Check = (value: unknown, path: readonly string[]) => readonly Problem[];

/** One check for each member of T: a member added to the contract does not compile until it is checked. */
export type Members<T> = { readonly [Name in keyof T]-?: Check };

const problem = (path: readonly string[], expected: string): readonly Problem[] => [
  { pointer: pointerTo(...path), expected },
];

/** Text, matching `pattern` when one is given; `expected` says in words what the pattern wants. */
export function text(expected = "text", pattern: RegExp = /[^]/): Check {
  return (value, path) => (typeof value === "string" && pattern.test(value) ? [] : problem(path, expected));
}

export function wholeNumber(min: number): Check {
  return (value, path) =>
    Number.isSafeInteger(value) && Number(value) >= min ? [] : problem(path, `a whole number, ${min} or more`);
}

/** One of some constants. */
export function oneOf(...allowed: readonly (string | number)[]): Check {
  const expected = allowed.map((value) => JSON.stringify(value)).join(" or ");
  return (value, path) => (allowed.some((one) => one === value) ? [] : problem(path, expected));
}

/** Absent, or as the check says. */
export function optional(check: Check): Check {
  return (value, path) => (value === undefined ? [] : check(value, path));
}

export function listOf(check: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((item: unknown, index) => check(item, [...path, String(index)]))
      : problem(path, "an array");
}

/** An object used as a dictionary. */
export function dictionaryOf(check: Check, name: Check = () => []): Check {
  return (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => [...name(key, [...path, key]), ...check(item, [...path, key])])
      : problem(path, "an object");
}

/** An object with these members and no others: a misspelled one is found, not ignored. */
export function objectOf<T>(members: Members<T>): Check {
  const checks = Object.entries<Check>(members);
  return (value, path) => {
    if (!isObject(value)) return problem(path, "an object");
    const wrong = checks.flatMap(([name, check]) => check(own(value, name), [...path, name]));
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(members, name));
    return [
      ...wrong,
      ...unknown.flatMap((name) => problem([...path, name], "no such member; the contract does not know it")),
    ];
  };
}

/** The members of each case of T beside the `Tag` that tells which case it is. */
type Cases<T, Tag extends keyof T> = {
  readonly [Name in T[Tag] & string]: Members<Omit<Extract<T, Readonly<Record<Tag, Name>>>, Tag>>;
};

/** An object whose `tag` says which members it has. */
export function taggedBy<T, Tag extends keyof T & string>(tag: Tag, cases: Cases<T, Tag>): Check {
  const checks: Readonly<Record<string, object>> = cases;
  const known = oneOf(...Object.keys(checks));
  return (value, path) => {
    if (!isObject(value)) return problem(path, "an object");
    const name = own(value, tag);
    const wrong = known(name, [...path, tag]);
    return wrong.length > 0 ? wrong : objectOf({ ...checks[String(name)], [tag]: known })(value, path);
  };
}

/** Anything JSON can say. */
export function json(value: unknown, path: readonly string[]): readonly Problem[] {
  if (value === null || typeof value === "string" || typeof value === "boolean") return [];
  if (typeof value === "number") return Number.isFinite(value) ? [] : problem(path, "a finite number");
  if (Array.isArray(value)) return listOf(json)(value, path);
  return isObject(value) ? dictionaryOf(json)(value, path) : problem(path, "a JSON value");
}

function own(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
