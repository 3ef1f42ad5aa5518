import type { Keep, Rule } from "../rules/rule.ts";

interface WordRule extends Rule {
  readonly words: ReadonlySet<string>;
}

function words(name: string, text: string): WordRule {
  return { name, words: new Set(text.split(" ")) };
}

/** Words that members of an envelope are made of: they say something about the page or the answer, not about a record. */
export const envelopeWords: readonly WordRule[] = [
  words(
    "page",
    "page pages pagination paging per limit offset size next prev previous cursor cursors has more position marker scroll sync start end first last " +
      "index current min max maximum returned length total totals count number hits stats results incomplete truncated link links self href uri url",
  ),
  words(
    "answer",
    "meta metadata object type kind etag version resource info set schemas success ok status error errors warning warnings message messages code " +
      "available time timestamp took duration timing processing request correlation trace context provider server cache response usage deprecations " +
      "hint hints sort order filter query facets aggregations summary expand included additional related jsonapi odata",
  ),
];

export function isEnvelopeWord(keep: Keep, word: string): boolean {
  return keep(envelopeWords).some((rule) => rule.words.has(word));
}
