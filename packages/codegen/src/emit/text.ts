/** Characters that end a line or a comment, or that hide what a reader sees (controls, bidirectional overrides). */
// oxlint-disable-next-line no-control-regex -- these are the characters to be kept out
const HIDDEN = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/g;

/** Text from a document on one line of a comment: it cannot end the comment, start a line of its own, or run on for ever. */
export function commentText(text: string, longest = 160): string {
  const line = text
    .replaceAll(HIDDEN, " ")
    .replaceAll("*/", "* /")
    .replaceAll("/*", "/ *")
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** A string literal. JSON escapes what ends a string; the rest is escaped so that a file holds no invisible character. */
export function stringLiteral(text: string): string {
  return escapeHidden(JSON.stringify(text));
}

/** Source text whose invisible characters are escaped, as they may be in a string literal. */
export function escapeHidden(source: string): string {
  return source.replaceAll(HIDDEN, (hidden) =>
    Array.from(
      { length: hidden.length },
      (_, index) => `\\u${hidden.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

/** A member name: bare where it can be, else a string literal. `__proto__` is computed, or it would set the prototype. */
export function memberName(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}
