import type { Pointer, ResponseRef } from "@waybill/sync/connector";
import { isWithin, type Place } from "./envelope.ts";
import { isNumeric, type PagingParameters } from "./paging-parameters.ts";
import { flat } from "./words.ts";

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

const TOKEN = new Set([
  "next",
  "nextcursor",
  "nextpagetoken",
  "nexttoken",
  "nextmarker",
  "nextoffset",
  "nextpageoffset",
  "nextstreamposition",
  "nextpage",
  "nextpagecursor",
  "nextpageid",
  "nextkey",
  "nextid",
  "nextstart",
  "nextsynctoken",
  "continuationtoken",
  "continuation",
  "endcursor",
  "cursor",
  "cursornext",
  "after",
  "startingafter",
  "scrollparam",
  "scrollid",
  "sync",
  "synctoken",
  "marker",
  "pagetoken",
  "paginationtoken",
  "bookmark",
  "lastkey",
  "lastevaluatedkey",
  "token",
  "aftercursor",
  "nextscrollid",
  "nextstartingafter",
  "nextpageinfo",
  "nextcursorid",
  "nexthash",
  "resumetoken",
]);
const URL = new Set([
  "next",
  "nexturl",
  "nexturi",
  "nextlink",
  "nextpage",
  "nextpageurl",
  "nextpageuri",
  "nextpagelink",
  "nexthref",
  "odatanextlink",
  "nextrecordsurl",
  "nextresultsurl",
  "nextpath",
]);
const HAS_MORE = new Set([
  "hasmore",
  "hasnext",
  "hasnextpage",
  "hasmoreitems",
  "hasmorepages",
  "hasmoreresults",
  "moreitemsincollection",
  "more",
  "moreavailable",
  "moreresults",
  "istruncated",
  "nextpageavailable",
]);
const TOTAL = [
  "totalcount",
  "totalresults",
  "totalitems",
  "totalrecords",
  "totalelements",
  "totalsetsize",
  "totalsize",
  "totalrows",
  "itemstotal",
  "recordstotal",
  "resultstotal",
  "counttotal",
  "total",
  "totalentries",
  "totalnumber",
  "totalhits",
  "itemcount",
  "totalobjects",
  "estimatedtotal",
  "estimatedtotalhits",
  "odatacount",
  "results",
  "count",
];
/** Also used for the size of a page, so that the text has to speak of all. */
const WEAK_TOTAL = new Set(["results", "count", "itemcount"]);
const TOTAL_PAGES = new Set([
  "totalpages",
  "pagestotal",
  "pagecount",
  "pages",
  "lastpage",
  "numpages",
  "numberofpages",
  "totalpage",
]);

export interface SignalInput {
  readonly places: readonly Place[];
  readonly headers: ReadonlyMap<string, string>;
  readonly items: Pointer;
  readonly parameters: PagingParameters;
}

/** Reads the signals of an answer. Places inside the records do not count. */
export function pagingSignals({ places, headers, items, parameters }: SignalInput): PagingSignals {
  const outside = places.filter((place) => place.path.length > 0 && (items === "" || !isWithin(place, items)));
  const pages = new Set(parameters.page === undefined ? [] : ["nextpage", "next"]);
  const nextUrl = outside.find(isNextUrl);
  const token = bestToken(outside, parameters);
  const total = totalOf(outside);
  return {
    nextUrl: refOf(nextUrl),
    nextCursor: refOf(token),
    hasMore:
      refOf(outside.find((place) => HAS_MORE.has(place.name) && isFlag(place))) ?? headerRef(headers, /has-?more/i),
    nextOffset: refOf(
      outside.find((place) => /^next(offset|start|index|startat)$/.test(place.name) && isWholeNumber(place)),
    ),
    nextPage:
      refOf(outside.find((place) => pages.has(place.name) && isWholeNumber(place))) ??
      headerRef(headers, /^(x-)?next-page$/i),
    total: refOf(total) ?? headerRef(headers, /^(x-)?total(-count|-results|-items)?$|^x-total/i, /page/i),
    estimated: total !== undefined && /estimat|approx/i.test(`${total.path.join(" ")} ${total.shape.description}`),
    totalPages:
      refOf(outside.find((place) => TOTAL_PAGES.has(place.name) && isWholeNumber(place))) ??
      headerRef(headers, /page-?count|total-?pages/i),
  };
}

function refOf(place: Place | undefined): ResponseRef | undefined {
  return place === undefined || place.pointer === "" ? undefined : place.pointer;
}

function headerRef(headers: ReadonlyMap<string, string>, name: RegExp, not?: RegExp): ResponseRef | undefined {
  const found = [...headers.keys()].find((header) => name.test(header) && not?.test(header) !== true);
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

/** A string that is an address by its format, its name, its text, its example, or the object of links it stands in. */
function isNextUrl(place: Place): boolean {
  if (!isScalar(place) || isWholeNumber(place)) return false;
  const name = place.name;
  const parent = flat(place.path.at(-2) ?? "");
  if (/^(href|url|uri|link)$/.test(name)) return /^next(page)?$/.test(parent);
  return (
    URL.has(name) &&
    (looksLikeUrl(place) || /(url|uri|link|href|path)$/.test(name) || /links?$/.test(parent) || grandparentLinks(place))
  );
}

function grandparentLinks(place: Place): boolean {
  return place.path.slice(0, -1).some((name) => /^_?links?$/i.test(name));
}

function looksLikeUrl({ shape }: Place): boolean {
  if (/^(uri|url|uri-reference)$/.test(shape.format ?? "")) return true;
  if (typeof shape.example === "string") return /^(https?:\/)?\//.test(shape.example);
  return /\b(urls?|uri|links?|path|href)\b/i.test(shape.description);
}

/** The likeliest token: one named after the parameter it is sent in, before one that is called next, before the rest. */
function bestToken(places: readonly Place[], parameters: PagingParameters): Place | undefined {
  const sent = new Set(
    [...parameters.cursors, parameters.offset, parameters.page].flatMap((each) =>
      each === undefined ? [] : [flat(each.name)],
    ),
  );
  if (sent.size === 0) return undefined;
  let best: { place: Place; points: number } | undefined;
  for (const place of places) {
    const points = tokenPoints(place, sent, parameters);
    if (points > (best?.points ?? 0)) best = { place, points };
  }
  return best?.place;
}

function tokenPoints(place: Place, sent: ReadonlySet<string>, parameters: PagingParameters): number {
  const name = place.name;
  if (!isTokenPlace(place, sent)) return 0;
  const next = name.startsWith("next") || place.path.slice(0, -1).some((above) => flat(above).startsWith("next"));
  const same = sent.has(name) || [...sent].some((each) => name === `next${each}`);
  if (!next && isEcho(place, parameters)) return 0;
  return 1 + (next ? 4 : 0) + (same ? 5 : 0) - place.path.length * 0.1;
}

/** A scalar that is no address, is called like a token, and does not stand among those of other pages. */
function isTokenPlace(place: Place, sent: ReadonlySet<string>): boolean {
  const name = place.name;
  if (!isScalar(place) || isNextUrl(place) || !(TOKEN.has(name) || sent.has(name))) return false;
  return !place.path.slice(0, -1).some((above) => /^(prev|previous|before|first|last|self)/.test(flat(above)));
}

/** An echo of the page or the offset that was asked for, unless something calls it a token. */
function isEcho(place: Place, { page, offset }: PagingParameters): boolean {
  const asked = [page, offset].find((each) => each !== undefined && flat(each.name) === place.name);
  if (asked === undefined) return false;
  const handedOut =
    isCalledToken(asked.text) || isCalledToken(place.shape.description) || /\bnext\b/i.test(place.shape.description);
  return isNumeric(place.shape) || !handedOut;
}

/** True for a text that says that a value is handed out and not computed. */
export function isCalledToken(text: string): boolean {
  return /\b(opaque|token|cursor)\b/i.test(text);
}

function totalOf(places: readonly Place[]): Place | undefined {
  for (const wanted of TOTAL) {
    const found = places.find((place) => place.name === wanted && isCount(place, wanted));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isCount(place: Place, name: string): boolean {
  if (
    !isWholeNumber(place) &&
    !(place.shape.types.has("string") && /count|number|size|total/i.test(place.shape.description))
  )
    return false;
  if (!WEAK_TOTAL.has(name)) return true;
  return (
    /\b(total|all|overall|altogether)\b/i.test(place.shape.description) ||
    place.path.some((each) => /^(paging|pagination|page_?info)$/i.test(each))
  );
}
