/** One link of a `Link` header. */
export interface WebLink {
  readonly target: string;
  /** Relation types in lower case; registered ones compare without case (RFC 8288 section 2.1.1). */
  readonly relations: readonly string[];
}

/** A quoted string, or anything up to a delimiter: commas and semicolons inside quotes separate nothing. */
const parameter = /;\s*([^\s=;,]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^;,\s]*)))?/gy;

/** Reads a `Link` header (RFC 8288 section 3). What is no link is stepped over; a header cannot make it throw. */
export function parseLinks(header: string): readonly WebLink[] {
  const links: WebLink[] = [];
  const target = /<([^>]*)>\s*/g;
  for (let found = target.exec(header); found !== null; found = target.exec(header)) {
    const parsed = relationsAt(header, target.lastIndex);
    target.lastIndex = parsed.end;
    links.push({ target: (found[1] ?? "").trim(), relations: parsed.relations });
  }
  return links;
}

/** Only the first `rel` counts (RFC 8288 section 3.3). */
function relationsAt(header: string, start: number): { relations: readonly string[]; end: number } {
  const matcher = new RegExp(parameter);
  matcher.lastIndex = start;
  let relations: readonly string[] | undefined;
  let end = start;
  for (let found = matcher.exec(header); found !== null; found = matcher.exec(header)) {
    end = matcher.lastIndex;
    const value = found[2] ?? found[3] ?? "";
    if (found[1]?.toLowerCase() === "rel") relations ??= value.toLowerCase().split(/\s+/).filter(Boolean);
  }
  return { relations: relations ?? [], end };
}
