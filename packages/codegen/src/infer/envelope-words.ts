import type { Keep, Rule } from "./rule.ts";

interface WordRule extends Rule {
  readonly words: ReadonlySet<string>;
}

function words(name: string, text: string, rests?: string): WordRule {
  return { name, words: new Set(text.split(" ")), rests };
}

/** Words that members of an envelope are made of: they say something about the page or the answer, not about a record. */
export const envelopeWords: readonly WordRule[] = [
  words(
    "page",
    "page pages pagination paging per limit offset size next prev previous cursor cursors has more position marker scroll sync start end first last index current min max maximum returned length",
  ),
  words("count", "total totals count number hits stats results incomplete truncated"),
  words("links", "link links self href uri url"),
  words("kind", "meta metadata object type kind etag version resource info set schemas"),
  words("status", "success ok status error errors warning warnings message messages code available"),
  words("time", "time timestamp took duration timing processing"),
  words("trace", "request correlation trace context provider server cache response usage deprecations hint hints"),
  words("query", "sort order filter query facets aggregations summary expand"),
  words("included", "included additional related jsonapi", "JSON:API 1.1, included and jsonapi"),
  words("odata", "odata", "OData 4.01, control information"),
];

export function isEnvelopeWord(keep: Keep, word: string): boolean {
  return keep(envelopeWords).some((rule) => rule.words.has(word));
}
