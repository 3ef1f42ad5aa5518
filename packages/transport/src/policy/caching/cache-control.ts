/** The directives of a `Cache-Control` header by name in lower case: their argument, or `true` without one. */
export type Directives = ReadonlyMap<string, string | true>;

/** One directive: a token, and a token or quoted string as its argument (RFC 9111 section 5.2). */
const directive = /\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?[^,"]*(?:,|$)/gy;

/**
 * Reads a `Cache-Control` header. Of a directive that comes twice with different arguments the smaller counts, or none at all when one is no number: what
 * contradicts itself is not relied on (RFC 9111 section 4.2.1).
 */
export function cacheControl(value: string | undefined): Directives {
  const found = new Map<string, string | true>();
  for (const [, name = "", quoted, plain] of (value ?? "").matchAll(directive)) {
    const key = name.toLowerCase();
    const argument = quoted ?? plain ?? true;
    const before = found.get(key);
    found.set(key, before === undefined || before === argument ? argument : smaller(before, argument));
  }
  return found;
}

/** A number of seconds; undefined when the directive is absent or has no such argument. */
export function seconds(directives: Directives, name: string): number | undefined {
  const value = directives.get(name);
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** The header in its plainest form: lower case, each directive once, and no argument that would need quotes. */
export function plainCacheControl(directives: Directives): string {
  return [...directives].map(([name, value]) => (isToken(value) ? `${name}=${value}` : name)).join(", ");
}

function isToken(value: string | true): value is string {
  return value !== true && /^[\w.+-]+$/.test(value);
}

function smaller(one: string | true, other: string | true): string {
  const values = [Number(one), Number(other)];
  return values.every(Number.isFinite) ? String(Math.min(...values)) : "0";
}
