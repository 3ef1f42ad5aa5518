import { remember } from "./remember.ts";

/** Words of a name, lower case: `updatedAt[gte]`, `Updated-At.gte` -> updated, at, gte. */
export const wordsOf: (name: string) => readonly string[] = remember(splitWords);

function splitWords(name: string): readonly string[] {
  // Most names of most documents.
  if (/^[a-z\d]+(?:_[a-z\d]+)*$/.test(name)) return name.split("_");
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/** A name without case and separators: `page[size]`, `pageSize` and `page_size` are `pagesize`. */
export function flat(name: string): string {
  return /^[a-z\d]*$/.test(name) ? name : name.toLowerCase().replaceAll(/[^a-z\d]/g, "");
}

/** Singular of an English noun, by its ending; irregular nouns stay. */
export const singular: (word: string) => string = remember(withoutPlural);

function withoutPlural(word: string): string {
  if (/(ss|us|is)$/i.test(word)) return word;
  if (/[^aeiou]ies$/i.test(word)) return word.replace(/ies$/i, "y");
  if (/(ss|x|ch|sh|zz|status|alias|bonus|virus|campus)es$/i.test(word)) return word.replace(/es$/i, "");
  return word.replace(/s$/i, "");
}

/** Words joined by underscores, the last one as it is. */
export function snake(name: string): string {
  return wordsOf(name).join("_");
}

/** True where two names are the same but for case, separators and number. */
export function sameNoun(one: string, other: string): boolean {
  return nounOf(one) === nounOf(other);
}

const nounOf = remember((name) => wordsOf(name).map(singular).join(""));
