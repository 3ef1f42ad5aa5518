/** Does `If-None-Match` name this version (RFC 9110, section 13.1.2)? Compared weakly: a weak validator stands for its strong one. */
export const noneMatchNames = (header: string | null, etag: string): boolean =>
  header !== null && tagsOf(header).some((tag) => tag === "*" || opaque(tag) === opaque(etag));

/** Does `If-Match` leave this version out (section 13.1.1)? Compared strongly: weak validators match nothing. */
export const matchFails = (header: string | null, etag: string): boolean =>
  header !== null && !tagsOf(header).some((tag) => tag === "*" || (tag === etag && !tag.startsWith("W/")));

const tagsOf = (header: string): readonly string[] => header.match(/\*|(?:W\/)?"[^"]*"/g) ?? [];

const opaque = (tag: string): string => tag.replace(/^W\//, "");
