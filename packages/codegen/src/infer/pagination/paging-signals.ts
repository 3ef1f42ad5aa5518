import type { Pointer, ResponseRef } from "@waybill/sync/connector";
import { isWithin, type Place } from "../document/envelope.ts";
import type { Model, Parameter } from "../document/operation.ts";
import type { PagingParameters } from "./paging-parameters.ts";
import type { Keep, Rule } from "../rules/rule.ts";
import { remember } from "../words/remember.ts";
import { isNumeric } from "../document/shape.ts";
import { moreTerms, tokenTerms, totalPagesTerms, urlTerms } from "./signal-terms.ts";
import { termOf, termOfFlat } from "../rules/term.ts";
import { findTotal, mayTellTotal } from "./total.ts";
import { flat } from "../words/words.ts";

/** What an answer says about the pages after it. */
export interface PagingSignals {
  readonly nextCursor: ResponseRef | undefined;
  readonly nextUrl: ResponseRef | undefined;
  readonly hasMore: ResponseRef | undefined;
  readonly nextOffset: ResponseRef | undefined;
  readonly nextPage: ResponseRef | undefined;
  readonly total: ResponseRef | undefined;
  /** True where the total is only an estimate. */
  readonly estimated: boolean;
  readonly totalPages: ResponseRef | undefined;
}

export interface SignalInput {
  readonly model: Pick<Model, "keep">;
  readonly places: readonly Place[];
  readonly headers: ReadonlyMap<string, string>;
  readonly items: Pointer;
  readonly parameters: PagingParameters;
}

/** Reads the signals of an answer. Places inside the records do not count. */
export function pagingSignals({ model: { keep }, places, headers, items, parameters }: SignalInput): PagingSignals {
  const sent = sentNames(parameters);
  const telling = places.filter(({ name, path }) => path.length > 0 && (mayTell(name) || sent.has(name)));
  const outside = items === "" ? telling : telling.filter((place) => !isWithin(place, items));
  const pages = new Set(parameters.page === undefined ? [] : ["nextpage", "next"]);
  const numbers = outside.filter(isWholeNumber);
  const total = findTotal(keep, outside, headers);
  return {
    nextUrl: refOf(outside.find((place) => isNextUrl(place, keep))),
    nextCursor: refOf(bestToken(outside, { sent, parameters }, keep)) ?? headerToken(headers, parameters, keep),
    hasMore:
      refOf(outside.find((place) => termOfFlat(keep(moreTerms), place.name) !== undefined && isFlag(place))) ??
      headerRef(headers, /has-?more/i),
    nextOffset: refOf(numbers.find((place) => NEXT_OFFSET.test(place.name))),
    nextPage: refOf(numbers.find((place) => pages.has(place.name))) ?? headerRef(headers, /^(x-)?next-page$/i),
    total: total?.ref,
    estimated: total?.estimated ?? false,
    totalPages:
      refOf(numbers.find((place) => termOfFlat(keep(totalPagesTerms), place.name) !== undefined)) ??
      headerRef(headers, /page-?count|total-?pages/i),
  };
}

const NEXT_OFFSET = /^next(offset|start|index|startat|startindex|skip)$/;
const NEXT_PAGE = /^next(page)?$/;
/** Names of an address that may be any; what it stands in says whether it is that of the next page. */
const ADDRESS = /^(href|url|uri|link)$/;

/** Most names tell nothing of pages, whichever terms count. */
const mayTell = remember(
  (name) =>
    NEXT_OFFSET.test(name) ||
    NEXT_PAGE.test(name) ||
    ADDRESS.test(name) ||
    mayTellTotal(name) ||
    [tokenTerms, urlTerms, moreTerms, totalPagesTerms].some((terms) => termOfFlat(terms, name) !== undefined),
);

/** Names of the parameters that ask for another page, without case and separators. */
function sentNames({ cursors, offset, page }: PagingParameters): ReadonlySet<string> {
  return new Set([...cursors, offset, page].flatMap((each) => (each === undefined ? [] : [flat(each.name)])));
}

function refOf(place: Place | undefined): ResponseRef | undefined {
  return place === undefined || place.pointer === "" ? undefined : place.pointer;
}

function headerRef(headers: ReadonlyMap<string, string>, name: RegExp): ResponseRef | undefined {
  const found = [...headers.keys()].find((header) => name.test(header));
  return found === undefined ? undefined : `header:${found}`;
}

/** A token in a header, where a parameter takes one: `x-ms-continuation`, `X-Next-Cursor`. */
function headerToken(
  headers: ReadonlyMap<string, string>,
  { cursors }: PagingParameters,
  keep: Keep,
): ResponseRef | undefined {
  if (cursors.length === 0) return undefined;
  const found = [...headers.keys()].find(
    (header) => termOf(keep(tokenTerms), header.replace(/^x-/i, "")) !== undefined,
  );
  return found === undefined ? undefined : `header:${found}`;
}

function isFlag(place: Place): boolean {
  return place.shape.types.has("boolean") || place.shape.types.size === 0;
}

function isWholeNumber(place: Place): boolean {
  return isNumeric(place.shape) && place.shape.fields.size === 0;
}

function isScalar(place: Place): boolean {
  const { types, fields } = place.shape;
  return fields.size === 0 && !types.has("array") && !types.has("boolean");
}

/** A string that is an address by one of the rules, and called one of the next page. */
function isNextUrl(place: Place, keep: Keep): boolean {
  const isInNext = ADDRESS.test(place.name);
  if (!isInNext && termOfFlat(keep(urlTerms), place.name) === undefined) return false;
  if (!isScalar(place) || isWholeNumber(place)) return false;
  if (isInNext) return NEXT_PAGE.test(flat(place.path.at(-2) ?? ""));
  return keep(addressRules).some(({ holds }) => holds(place));
}

interface AddressRule extends Rule {
  readonly holds: (place: Place) => boolean;
}

/** What makes a string an address and no token. */
export const addressRules: readonly AddressRule[] = [
  {
    name: "format",
    rests: "JSON Schema, formats uri, uri-reference, iri and iri-reference",
    holds: ({ shape }) => /^(url|[iu]ri(-reference)?)$/.test(shape.format ?? ""),
  },
  {
    name: "name, example or text",
    holds: ({ name, shape: { example, description } }) =>
      /(url|uri|link|href|path)$/.test(name) ||
      (typeof example === "string"
        ? /^(https?:\/)?\//.test(example)
        : /\b(urls?|uri|links?|path|href)\b/i.test(description)),
  },
  {
    name: "stands among links",
    holds: ({ path }) => path.slice(0, -1).some((above) => /links?$|^(hydra:)?view$/i.test(above)),
    rests: "JSON:API 1.1, links.next; HAL, _links; Hydra, view",
  },
];

/** The likeliest token: one named after the parameter it is sent in, before one that is called next, before the rest. */
function bestToken(
  places: readonly Place[],
  { sent, parameters }: { readonly sent: ReadonlySet<string>; readonly parameters: PagingParameters },
  keep: Keep,
): Place | undefined {
  if (sent.size === 0) return undefined;
  let best: { place: Place; points: number } | undefined;
  for (const place of places) {
    const points = isTokenPlace(place, sent, keep) ? tokenPoints(place, sent, parameters) : 0;
    if (points > (best?.points ?? 0)) best = { place, points };
  }
  return best?.place;
}

function tokenPoints(place: Place, sent: ReadonlySet<string>, parameters: PagingParameters): number {
  const { name } = place;
  const next = name.startsWith("next") || place.path.slice(0, -1).some((above) => flat(above).startsWith("next"));
  const same = sent.has(name) || [...sent].some((each) => name === `next${each}` || isEndOf(each, name));
  if (!next && isEcho(place, parameters)) return 0;
  return 1 + (next ? 4 : 0) + (same ? 5 : 0) - place.path.length * 0.1;
}

/** `after_cursor`, where the parameter is `after` or `page[after]`. */
export function isEndOf(parameter: string, name: string): boolean {
  const [, end] = /^(\w+)(cursor|token)$/.exec(name) ?? [];
  return end !== undefined && /^(after|starting)/.test(end) && parameter.endsWith(end);
}

/** A scalar that is no address, is called like a token, and does not stand among those of other pages. */
function isTokenPlace(place: Place, sent: ReadonlySet<string>, keep: Keep): boolean {
  if (!isScalar(place) || isNextUrl(place, keep)) return false;
  if (!sent.has(place.name) && termOfFlat(keep(tokenTerms), place.name) === undefined) return false;
  return !place.path.slice(0, -1).some((above) => /^(prev|previous|before|first|last|self)/.test(flat(above)));
}

/**
 * An echo of the page or the offset that was asked for, unless something says that it is handed out. That both are text says nothing: an echo that is
 * taken for a token ends the list after its first page.
 */
function isEcho(place: Place, { page, offset }: PagingParameters): boolean {
  const asked = [page, offset].find((each) => each !== undefined && flat(each.name) === place.name);
  return asked !== undefined && (isNumeric(place.shape) || !isHandedOut(asked, place));
}

function isHandedOut(asked: Parameter, { shape }: Place): boolean {
  if (COUNTS.test(`${asked.text} ${shape.description}`)) return false;
  const isToken = isCalledToken(asked.text) || isCalledToken(shape.description) || /\bnext\b/i.test(shape.description);
  return isToken || [asked.shape, shape].some(({ example }) => typeof example === "string" && /[^\d\s]/.test(example));
}

/** Words of a place that is counted, or sent back as it was asked for. */
const COUNTS = /\b(skip(s|ped|ping)?|asked|echo(e[sd])?)\b/i;

/** True for a text that says that a value is handed out and not computed. */
function isCalledToken(text: string): boolean {
  return /\b(opaque|token|cursor)\b/i.test(text);
}
