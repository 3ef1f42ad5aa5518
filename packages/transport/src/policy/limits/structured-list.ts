/** A String member of a structured list, and its parameters; what is neither number nor String is undefined. */
export type NamedItem = readonly [name: string, parameters: ReadonlyMap<string, number | string | undefined>];

// The leaves of RFC 9651 section 3.3: String, Display String, then Token, Integer or Decimal, Byte Sequence, Boolean, Date.
const string = /"(?:[ !#-[\]-~]|\\["\\])*"/.source;
const display = /%"(?:[ !#$&-~]|%[\da-f]{2})*"/.source;
const digit64 = "[A-Za-z\\d+/]";
const bare = `(?:${string}|${display}|${/[A-Za-z*][\w!#$%&'*+.^`|~:/-]*|-?(?:\d{1,12}\.\d{1,3}|\d{1,15})(?![\d.])|\?[01]|@-?\d{1,15}(?![\d.])/.source}|:(?:${digit64}{4})*(?:${digit64}{2}(?:==)?|${digit64}{3}=?)?:)`;
const parameters = `(?:; *[a-z*][a-z\\d_.*-]*(?:=${bare})?)*`;
const inner = `\\( *(?:${bare}${parameters}(?: +${bare}${parameters})* *)?\\)`;
const member = `(?:${inner}|(${string})|${bare})(${parameters})`;
const list = RegExp(`^ *(?:${member}(?:[ \t]*,[ \t]*${member})*[ \t]*)?$`);
const members = RegExp(member, "g");
const parameter = RegExp(`; *([^=;]*)(?:=(${bare}))?`, "g");
const literals = RegExp(bare, "g");

/**
 * Reads a structured list (RFC 9651 section 4.2.1) as the `RateLimit` fields use it: its String members with their parameters; inner lists and other
 * members are checked and left out. Undefined when anything in the list is malformed: then all of it is to be ignored.
 */
export function structuredList(text: string): readonly NamedItem[] | undefined {
  if (!list.test(text)) return undefined;
  try {
    // That the octets of a Display String are UTF-8 is the one rule that no pattern holds.
    text.replace(literals, (literal) => (literal.startsWith("%") ? decodeURIComponent(literal.slice(1)) : ""));
  } catch {
    return undefined;
  }
  return [...text.matchAll(members)].flatMap(([, name, rest = ""]) =>
    name === undefined ? [] : [[unquoted(name), parametersOf(rest)]],
  );
}

function parametersOf(text: string): NamedItem[1] {
  return new Map([...text.matchAll(parameter)].map(([, key = "", value = ""]) => [key, valueOf(value)]));
}

function valueOf(text: string): number | string | undefined {
  return text.startsWith('"') ? unquoted(text) : /^[-\d]/.test(text) ? Number(text) : undefined;
}

/** A String is a JSON string with fewer escapes. */
function unquoted(text: string): string {
  return String(JSON.parse(text));
}
