/**
 * Characters that end a line or a comment, or that hide what a reader sees: controls, formats such as bidirectional overrides (UTS #55), separators of
 * lines, and what shows as nothing at all. Half a character too, which a file cannot hold: it would never be read as it was written.
 */
const UNSEEN = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]`;
const HIDDEN = new RegExp(`${UNSEEN}+`, "gu");
/** The same but for the end of a line. */
const HIDDEN_IN_LINES = new RegExp(`(?!\\n)${UNSEEN}`, "gu");

/** Most texts: nothing of what is looked for is in them, which is seen many times faster than the rest. */
const PLAIN_LINE = /^[ -~]*$/;
const PLAIN_LINES = /^[\n -~]*$/;

/** Text from a document on one line of a comment: it cannot end the comment, start a line of its own, or run on for ever. */
export function commentText(text: string, longest = 160): string {
  const line = text
    .replaceAll(HIDDEN, " ")
    .replaceAll("*/", "* /")
    .replaceAll("/*", "/ *")
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1).replace(/\p{Cs}$/u, "")}…` : line;
}

/** Text from a document on several lines of a comment, whose ends are kept from it elsewhere. */
export function commentLines(text: string): string {
  if (PLAIN_LINES.test(text)) return text;
  return text.replaceAll(HIDDEN_IN_LINES, " ");
}

/** Text for a terminal: what a document could hide or move there shows as an escape. Ends of lines and the colours of a terminal stay. */
export function shownText(text: string): string {
  return text.replaceAll(SHOWN_OR_HIDDEN, (found) => (found.length > 2 ? found : escapeHidden(found)));
}

/** A style that is used here (ECMA-48, SGR: bold, faint, red, green, yellow, and their ends; none conceals), or a hidden character. */
const SHOWN_OR_HIDDEN = new RegExp(String.raw`\u001B\[(?:1|2|22|31|32|33|39)m|(?!\n)${UNSEEN}`, "gu");

/** A string literal. JSON escapes what ends a string; the rest is escaped so that a file holds no invisible character. */
export function stringLiteral(text: string): string {
  return escapeHidden(JSON.stringify(text));
}

/** Source text whose invisible characters are escaped, as they may be in a string literal. */
export function escapeHidden(source: string): string {
  if (PLAIN_LINE.test(source)) return source;
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
