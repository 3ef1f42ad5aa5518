import type { ParameterRef } from "@waybill/sync/connector";
import { isObject } from "../load/json-value.ts";
import { parsePointer } from "../load/json-pointer.ts";
import { pointerOf } from "./envelope.ts";
import type { Model, Operation, Parameter } from "./operation.ts";
import type { Shape } from "./shape.ts";
import { flat } from "./words.ts";

/** The parameters of an operation that have to do with pages, by what their names and types say. The answer decides between them later. */
export interface PagingParameters {
  readonly limit: Parameter | undefined;
  readonly page: Parameter | undefined;
  readonly offset: Parameter | undefined;
  /** Tokens and keys; the first is the likeliest. */
  readonly cursors: readonly Parameter[];
}

const LIMIT = [
  "limit",
  "perpage",
  "pagesize",
  "pagelimit",
  "pagelen",
  "maxrecords",
  "maxresults",
  "resultsperpage",
  "itemsperpage",
  "recordsperpage",
  "entriesperpage",
  "maxpagesize",
  "maxitems",
  "numresults",
  "batchsize",
  "pagecount",
  "results",
  "numberofresults",
  "take",
  "rows",
  "top",
  "count",
  "size",
  "num",
  "max",
  "first",
  "length",
];
/** Names that mean other things too, so that a number has to be declared or pages spoken of. */
const WEAK_LIMIT = new Set(["count", "size", "num", "max", "first", "length", "rows", "top", "take", "results"]);
const PAGE = ["page", "pagenumber", "pageno", "pagenum", "pageindex", "currentpage", "p"];
const OFFSET = [
  "offset",
  "skip",
  "startat",
  "startindex",
  "startposition",
  "startrow",
  "start",
  "pageoffset",
  "startfrom",
  "firstresult",
  "from",
];
const CURSOR = [
  "cursor",
  "startcursor",
  "pageinfo",
  "skiptoken",
  "pagetoken",
  "nextpagetoken",
  "nexttoken",
  "continuationtoken",
  "continuation",
  "paginationtoken",
  "pagingtoken",
  "pagecursor",
  "nextcursor",
  "aftercursor",
  "aftertoken",
  "startingafter",
  "startafter",
  "pageafter",
  "after",
  "marker",
  "nextmarker",
  "pagemarker",
  "scrollparam",
  "scrollid",
  "scroll",
  "bookmark",
  "streamposition",
  "nextstreamposition",
  "synctoken",
  "sync",
  "sinceid",
  "afterid",
  "startkey",
  "exclusivestartkey",
  "startingtoken",
  "lastid",
  "lastkey",
  "fromid",
  "searchafter",
  "pagestate",
  "resumetoken",
  "iterator",
  "position",
  "token",
  "pageid",
  "since",
];

/** Finds the paging parameters among query parameters, and among the members of the JSON body of a POST. */
export function pagingParameters(model: Model, operation: Operation): PagingParameters {
  const parameters = [
    ...operation.parameters.filter((each) => each.place === "query"),
    ...bodyParameters(model, operation),
  ];
  const pick = (names: readonly string[], accepts: (parameter: Parameter) => boolean): readonly Parameter[] =>
    names.flatMap((name) => parameters.filter((each) => flatName(each) === name && accepts(each)));
  const page = pick(PAGE, isPage)[0];
  const offset = pick(OFFSET, isOffset)[0];
  const cursors = pick(CURSOR, isCursor);
  const pages = page !== undefined || offset !== undefined || cursors.length > 0;
  return { limit: preferCurrent(pick(LIMIT, (each) => isLimit(each, pages))), page, offset, cursors };
}

/** `$top` and `page[size]` are `top` and `pagesize`; of a body's `/options/count` the last member counts. */
function flatName(parameter: Parameter): string {
  return flat(parameter.name);
}

function preferCurrent(parameters: readonly Parameter[]): Parameter | undefined {
  return parameters.find((each) => !/\bdeprecated\b/i.test(each.text)) ?? parameters[0];
}

export function isNumeric(shape: Shape): boolean {
  return shape.types.has("integer") || shape.types.has("number") || isDigits(shape.fallback) || isDigits(shape.example);
}

function isDigits(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
}

function isDate(parameter: Parameter): boolean {
  return (
    /date/.test(parameter.shape.format ?? "") ||
    /\b(date|timestamp|time|iso.?8601|rfc.?3339|epoch|unix)\b/i.test(parameter.text)
  );
}

/** A weak name is a limit where pages are asked for, where it is a number, or where its text speaks of an amount. */
function isLimit(parameter: Parameter, pages: boolean): boolean {
  if (
    parameter.shape.types.has("boolean") ||
    parameter.shape.types.has("object") ||
    /date/.test(parameter.shape.format ?? "")
  )
    return false;
  if (pages || !WEAK_LIMIT.has(flatName(parameter))) return true;
  return (
    isNumeric(parameter.shape) ||
    /\b(number of|how many|maximum|records|results|items|rows|per page)\b/i.test(parameter.text)
  );
}

function isPage(parameter: Parameter): boolean {
  return !parameter.shape.types.has("object") && !parameter.shape.types.has("boolean");
}

function isOffset(parameter: Parameter): boolean {
  const name = flatName(parameter);
  if (parameter.shape.types.has("object") || parameter.shape.types.has("boolean")) return false;
  if (name === "from" || name === "start") return isNumeric(parameter.shape) && !isDate(parameter);
  return true;
}

/** A time is no place in a list, unless the text says token, cursor or identifier. */
function isCursor(parameter: Parameter): boolean {
  if (parameter.shape.types.has("boolean") || parameter.shape.types.has("array")) return false;
  const name = flatName(parameter);
  if (name === "since") return /\b(ids?|identifier)\b/i.test(parameter.text) && !isDate(parameter);
  if (name === "token" || name === "position") return /\b(page|next|pagination|cursor|results)\b/i.test(parameter.text);
  if (name === "after" || name === "sync")
    return !isDate(parameter) || /\b(cursor|token|id|pagination)\b/i.test(parameter.text);
  return true;
}

/** Members of the JSON body of a POST, and of the objects in it down to `depth`, as parameters. */
export function bodyParameters(model: Model, operation: Operation, depth = 2): readonly Parameter[] {
  if (operation.method !== "POST" || !isObject(operation.body)) return [];
  const found: Parameter[] = [];
  let level = membersOf(model, model.read(operation.body), []);
  for (let at = 1; at < depth && level.length > 0 && found.length < MOST_MEMBERS; at += 1) {
    found.push(...level);
    level = level.flatMap((each) => membersOf(model, each.shape, parsePointer(each.ref)));
  }
  return [...found, ...level].slice(0, MOST_MEMBERS);
}

/** Bodies can contain themselves. */
const MOST_MEMBERS = 2000;

function membersOf(model: Model, shape: Shape, path: readonly string[]): readonly Parameter[] {
  return [...shape.fields].map(([name, field]) => {
    const inner = model.read(field);
    const ref: ParameterRef = pointerOf([...path, name]);
    return {
      ref,
      name,
      place: "body",
      required: path.length === 0 && shape.required.has(name),
      shape: inner,
      text: inner.description,
    };
  });
}
