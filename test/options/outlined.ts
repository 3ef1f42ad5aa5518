/** What can be seen of a thing from outside, in a form that two of them can be compared in: functions and what is deep inside by their kind alone. */
export function outlined(value: unknown, depth = 4): unknown {
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (depth === 0) return "an object";
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, outlined(member, depth - 1)]));
}

/** How a call ended: what it gave, or threw. */
export async function ended(call: () => unknown): Promise<unknown> {
  try {
    return { gave: outlined(await call()) };
  } catch (error) {
    return { threw: outlined(error) };
  }
}
