/** One property of a widget, as its source documents it. */
export interface DocumentedProp {
  readonly name: string;
  readonly type: string;
  /** Its comment; empty where the type says enough. */
  readonly text: string;
}

/** Types that are made of others are read along; these stand for attributes of an element, which need no list. */
const ofTheElement = "HostAttributes";

/** The properties that a declared type has, read from the sources that declare it and what it is made of. Sources are formatted, so that a declaration ends at an empty line. */
export function propsOf(name: string, sources: readonly string[]): readonly DocumentedProp[] {
  const found = new Map<string, DocumentedProp>();
  for (const declaration of declarationsOf(name, sources)) {
    for (const prop of membersOf(declaration)) {
      const known = found.get(prop.name);
      // A union names in each of its members what only another one takes: as `undefined`.
      if (known === undefined || known.type === "undefined") found.set(prop.name, prop);
    }
  }
  return [...found.values()];
}

/** The declaration of that name, and those of its parts, the nearest first. */
function declarationsOf(name: string, sources: readonly string[]): readonly string[] {
  const start = new RegExp(`^export (?:type|interface) ${name}\\b`, "m");
  const source = sources.find((text) => start.test(text));
  const from = source?.search(start) ?? -1;
  if (source === undefined || from < 0) return [];
  const own = source.slice(from).split("\n\n", 1)[0] ?? "";
  // What members are made of is not what the type is made of.
  const shape = own.replaceAll(/\{[^}]*\}/g, "");
  const parts = Array.from(shape.matchAll(/\b(\w+(?:Subject|Props|Info)|Subject)\b/g), ([, part]) => part ?? "");
  const others = [...new Set(parts)].filter((part) => part !== name && part !== ofTheElement);
  return [own, ...others.flatMap((part) => declarationsOf(part, sources))];
}

const member = /(?:\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*)?readonly (\w+)\??: ([^;}]+)/g;

function membersOf(declaration: string): readonly DocumentedProp[] {
  return Array.from(declaration.matchAll(member), ([, comment = "", name = "", type = ""]) => ({
    name,
    type: type
      .replaceAll(/\s+/g, " ")
      .replace(/ \| undefined$/, "")
      .trim(),
    text: comment.replaceAll(/\s*\n\s*\*\s*/g, " ").trim(),
  }));
}
