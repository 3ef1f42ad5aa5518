import { answer, type Answer } from "../rules/answer.ts";
import type { Place } from "../document/envelope.ts";
import { once } from "../rules/once.ts";
import type { Model, Operation } from "../document/operation.ts";
import { lastLiteral, nounsOf } from "../document/path.ts";
import { remember } from "../words/remember.ts";
import type { Keep } from "../rules/rule.ts";
import type { Shape } from "../document/shape.ts";
import { term, termOf, type Term } from "../rules/term.ts";
import { singular, wordsOf } from "../words/words.ts";

/** The array of an answer that holds the records. */
export interface ItemsPlace {
  readonly place: Place;
  readonly record: Shape;
  /** True where the array's own name says that it is the collection asked for. */
  readonly named: boolean;
  /** True where the name is one that envelopes use for any collection. */
  readonly generic: boolean;
}

/** Names that envelopes use for any collection. */
export const envelopeTerms: readonly Term[] = [
  term("data", /^(data|payload)$/, { rests: "JSON:API 1.1, data" }),
  term("items", /^items$/, { rests: "Google JSON style guide, items; Kubernetes lists" }),
  term("results", /^(results?|resultset|records|response)$/),
  term("value", /^values?$/, { rests: "OData 4.01, value" }),
  term("objects", /^(objects|elements|docs|documents|nodes|list|collection|body|page)$/, {
    rests: "CouchDB _find, docs",
  }),
  term("entries", /^(entries|entry|rows)$/),
  term("hits", /^hits$/, { rests: "Elasticsearch and OpenSearch, hits.hits" }),
  term("resources", /^resources$/, { rests: "SCIM 2.0 (RFC 7644, section 3.4.2), Resources" }),
];
/** Arrays that stand beside the records of every answer. */
export const besideTerms: readonly Term[] = [
  term(
    "beside",
    /^(links?|included|includes|expand|meta|metadata|errors?|warnings?|messages?|notices?|deprecations?|reasons?|hints?|order|sort|filters?|fields|columns|facets?|aggregations?|related|steps?|statuses)$/,
    { rests: "JSON:API 1.1, errors and included; FHIR R4 Bundle, link" },
  ),
];

/** True for a name that envelopes use for any collection. */
export function isGeneric(keep: Keep, name: string): boolean {
  return termOf(keep(envelopeTerms), name.replace(/^hydra:/, "")) !== undefined;
}

/** The likeliest array of records. Undefined where the answer has no array at all. */
export function findItems(
  model: Model,
  operation: Operation,
  places: readonly Place[],
): Answer<ItemsPlace> | undefined {
  const asked = once(() => askedFor(model.keep, operation));
  let best: { found: ItemsPlace; points: number; why: string } | undefined;
  for (const place of places) {
    if (!place.shape.types.has("array") || place.shape.fields.size > 0 || place.path.length > 3) continue;
    const record = model.read(place.shape.items);
    const scored = scoreArray(model.keep, asked(), place, record);
    const found = { place, record, named: scored.named, generic: scored.generic };
    if (best === undefined || scored.points > best.points) best = { found, points: scored.points, why: scored.why };
  }
  if (best === undefined) return undefined;
  const confidence = best.points >= 6 ? 0.97 : best.points >= 3 ? 0.85 : 0.5;
  return answer(
    best.found,
    confidence,
    `${best.found.place.pointer === "" ? "the answer itself" : best.found.place.pointer}: ${best.why}`,
  );
}

interface Scored {
  readonly points: number;
  readonly named: boolean;
  readonly generic: boolean;
  readonly why: string;
}

function scoreArray(keep: Keep, asked: Asked, place: Place, record: Shape): Scored {
  const name = place.path.at(-1);
  if (name === undefined) return { points: 10, named: false, generic: true, why: "the answer is an array" };
  const generic = isGeneric(keep, name);
  const match = nameMatch(asked, nounWords(name));
  const named = match >= 5;
  const points =
    match +
    (generic ? 4 : 0) +
    (!named && mentionedBy(asked, name) ? 2 : 0) +
    recordPoints(record) -
    (isBeside(keep, place) && !named ? 8 : 0) -
    2 * place.path.slice(0, -1).filter((above) => !isGeneric(keep, above)).length;
  const why = named ? "an array named as the path" : generic ? "an array whose name envelopes use" : "an array";
  return { points, named, generic, why };
}

function recordPoints(record: Shape): number {
  if (record.types.has("array")) return -6;
  return record.fields.size > 0 || record.types.has("object") || record.isMap ? 2 : 0;
}

function isBeside(keep: Keep, { path }: Place): boolean {
  const terms = keep(besideTerms);
  return (
    wordsOf(path.at(-1) ?? "").some((word) => termOf(terms, word) !== undefined) ||
    path.slice(0, -1).some((above) => termOf(terms, above) !== undefined)
  );
}

/** A name as words, each in the singular. */
type NounWords = readonly string[];

/** What an operation is about, by its own words. */
interface Asked {
  /** The nouns of its path, the last one first. */
  readonly nouns: readonly NounWords[];
  /** The last of them, and what the path ends in. */
  readonly last: readonly NounWords[];
  /** Every word of its name, its tags and its path. */
  readonly spoken: () => ReadonlySet<string>;
}

function askedFor(keep: Keep, { path, operationId = "", tags }: Operation): Asked {
  const nouns = nounsOf(keep, path);
  const last = [nouns[0] ?? "", lastLiteral(path) ?? ""].filter((each) => each !== "");
  return {
    nouns: nouns.map(nounWords),
    last: last.map(nounWords),
    spoken: once(() => new Set([operationId, ...tags, path].flatMap(nounWords))),
  };
}

const nounWords: (name: string) => NounWords = remember((name) => wordsOf(name).map(singular));

/** Points for an array named as the path's last noun: the same noun, or one that begins or ends in it, as `/templates` and `envelopeTemplates`. */
function nameMatch({ nouns, last }: Asked, name: NounWords): number {
  if (last.some((each) => isSame(each, name))) return 6;
  if (last.some((each) => endsIn(name, each) || endsIn(each, name) || startsWith(name, each))) return 5;
  return nouns.some((each) => isSame(each, name)) ? 3 : 0;
}

/** However the words are separated: `lineItems`, `lineitems`. */
function isSame(one: NounWords, other: NounWords): boolean {
  return one.join("") === other.join("");
}

/** `HistoryRecords` of `/History`, `category_groups` of `/categories`. */
function startsWith(long: NounWords, short: NounWords): boolean {
  return short.length > 0 && long.length > short.length && short.every((word, index) => long[index] === word);
}

function endsIn(long: NounWords, short: NounWords): boolean {
  return (
    short.length > 0 &&
    long.length > short.length &&
    short.every((word, index) => long.at(index - short.length) === word)
  );
}

function mentionedBy({ spoken }: Asked, name: string): boolean {
  return nounWords(name).every((word) => spoken().has(word));
}
