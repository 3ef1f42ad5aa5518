import { rememberWith } from "../words/remember.ts";
import type { Rule } from "./rule.ts";
import { flat } from "../words/words.ts";

/** A rule that knows a name by the way it is written. */
export interface Term extends Rule {
  /** Tested against the name without case and separators: `page[size]` is `pagesize`. */
  readonly flat: RegExp;
  /** True where the name means other things too, so that something else has to speak for it. */
  readonly weak: boolean;
}

interface About {
  readonly rests?: string | undefined;
  readonly weak?: boolean | undefined;
}

export function term(name: string, pattern: RegExp, { rests, weak = false }: About = {}): Term {
  return { name, flat: pattern, rests, weak };
}

/** The first term that a name is written as. */
export function termOf<T extends Term>(terms: readonly T[], name: string): T | undefined {
  return termOfFlat(terms, flat(name));
}

/** The same of a name without case and separators. */
export function termOfFlat<T extends Term>(terms: readonly T[], written: string): T | undefined {
  return terms[placeAmong(terms, written)];
}

/** Where the first term that a name is written as stands in a list of terms; -1 where it is none of them. */
const placeAmong = rememberWith((terms: readonly Term[], written) =>
  terms.findIndex((each) => each.flat.test(written)),
);

/** Every term that a name without case and separators is written as. */
export function termsOfFlat<T extends Term>(terms: readonly T[], written: string): readonly T[] {
  return placesAmong(terms, written).flatMap((place) => terms[place] ?? []);
}

const placesAmong = rememberWith((terms: readonly Term[], written): readonly number[] =>
  terms.flatMap(({ flat: pattern }, place) => (pattern.test(written) ? [place] : [])),
);

/** Of several things the one that the first term names: the first of them where it names more. */
export function firstNamed<T>(
  terms: readonly Term[],
  things: readonly T[],
  flatName: (thing: T) => string,
): T | undefined {
  let best: { readonly thing: T; readonly place: number } | undefined;
  for (const thing of things) {
    const place = placeAmong(terms, flatName(thing));
    if (place >= 0 && place < (best?.place ?? terms.length)) best = { thing, place };
  }
  return best?.thing;
}
