import type { Json } from "../../connector/json.ts";

/** A string (stepped over), or a number. Unrolled, so that a string of many megabytes costs no stack. */
const stringOrNumber = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\d[\d.eE+-]*/g;
/**
 * Only then can a number lose digits or leave the range of a double. A number stands at the start, or behind one of `[`, `,` and `:`: the many digits
 * of ids inside strings (`e123` in a UUID) are no reason to look at every string.
 */
const mayHoldGreatNumber = /(?:^|[[,:])\s*-?\d(?:\d{15}|[\d.]*[eE]\+?\d{3})/;
const integer = /^-?(?:0|[1-9]\d*)$/;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Parses JSON (RFC 8259) without losing digits: an integer beyond 2^53, or a number beyond the range of a double, becomes the string of what was
 * sent. Members named `__proto__` are members like others.
 * @throws SyntaxError as `JSON.parse` does.
 */
export function parseJson(text: string): Json {
  return parseExactly(text).value;
}

/** The same, and whether there was a number that only a string can hold. */
export function parseExactly(text: string): { readonly value: Json; readonly hadGreatNumbers: boolean } {
  const safe = mayHoldGreatNumber.test(text) ? text.replaceAll(stringOrNumber, exact) : text;
  const value: Json = JSON.parse(safe);
  return { value, hadGreatNumbers: safe.length !== text.length };
}

function exact(token: string): string {
  if (token.startsWith('"')) return token;
  const value = Number(token);
  const loses = integer.test(token) ? !Number.isSafeInteger(value) : number.test(token) && !Number.isFinite(value);
  return loses ? `"${token}"` : token;
}

/** Whether text that is not JSON reads like the beginning of some: a string or bracket is still open at its end. */
export function isTruncated(text: string): boolean {
  const outside = text.replaceAll(/"[^"\\]*(?:\\[^][^"\\]*)*"/g, "");
  if (outside.trim() === "") return text.trim() === "";
  const opened = outside.match(/[[{]/g)?.length ?? 0;
  const closed = outside.match(/[\]}]/g)?.length ?? 0;
  return opened > closed || outside.includes('"');
}
