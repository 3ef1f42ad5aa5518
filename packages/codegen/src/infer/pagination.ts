import type { Pagination, PageSize, Pointer, ResponseRef } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { pointerOf } from "./envelope.ts";
import type { Model, Operation, Parameter } from "./operation.ts";
import { isNumeric, type PagingParameters } from "./paging-parameters.ts";
import { isCalledToken, type PagingSignals } from "./paging-signals.ts";
import type { Shape } from "./shape.ts";
import { flat, wordsOf } from "./words.ts";

export interface PaginationInput {
  readonly model: Model;
  readonly operation: Operation;
  readonly parameters: PagingParameters;
  readonly signals: PagingSignals;
  readonly record: Shape;
  readonly primaryKey: readonly Pointer[];
  /** True where the document says anywhere that its lists answer with `Link` headers (RFC 8288). */
  readonly linkHeaders: boolean;
}

type Rule = (input: PaginationInput) => Answer<Pagination> | undefined;

/**
 * The rules in order of what is safest to follow: what the vendor hands out (a token, a URL, a Link header) before what the reader has to
 * compute (a page number, an offset, a key).
 */
const RULES: readonly Rule[] = [cursorRule, nextUrlRule, linkRule, pageRule, offsetRule, keysetRule];

/** How the list is read to its end. */
export function inferPagination(input: PaginationInput): Answer<Pagination> {
  for (const rule of RULES) {
    const found = rule(input);
    if (found !== undefined) return found;
  }
  const { page, offset, cursors } = input.parameters;
  const asked = [page, offset, ...cursors].find((each) => each !== undefined);
  if (asked !== undefined) {
    return answer(
      { style: "none", ...common(input) },
      0.3,
      `${asked.ref} asks for another page, and nothing tells what to send: only the first one is read`,
    );
  }
  return answer({ style: "none", ...common(input) }, 0.9, "no parameter that asks for another page, no signal of one");
}

/** The token parameter: the one that the answer's token is named after, else the first. */
export function cursorParameter({
  parameters,
  signals,
}: Pick<PaginationInput, "parameters" | "signals">): Parameter | undefined {
  const tokens = [
    ...parameters.cursors,
    ...[parameters.offset, parameters.page].filter((each) => each !== undefined && isToken(each, signals)),
  ];
  const named = tokens.find((each) => each !== undefined && isNamedAfter(each, signals.nextCursor));
  return named ?? tokens[0];
}

/** An `offset` or `page` that is called a token, or that is no number and namesake of what the answer hands out. */
function isToken(parameter: Parameter, signals: PagingSignals): boolean {
  if (signals.nextCursor === undefined) return false;
  if (isCalledToken(parameter.text)) return true;
  // A `from` that the answer's `next` is sent as: a number, and handed out all the same.
  if (flat(parameter.name) === "from" && signals.nextCursor.endsWith("/next")) return true;
  return !(isNumeric(parameter.shape) && isOnlyNumeric(parameter.shape)) && isNamedAfter(parameter, signals.nextCursor);
}

function isOnlyNumeric(shape: Shape): boolean {
  return [...shape.types].every((type) => type === "integer" || type === "number" || type === "null");
}

function isNamedAfter(parameter: Parameter, ref: ResponseRef | undefined): boolean {
  if (ref === undefined) return false;
  const name = flat(parameter.name);
  const last = flat(ref.slice(ref.lastIndexOf("/") + 1));
  return [name, `next${name}`, `nextpage${name}`].includes(last) || name === `next${last}`;
}

function cursorRule(input: PaginationInput): Answer<Pagination> | undefined {
  const { signals } = input;
  const cursor = cursorParameter(input);
  if (cursor === undefined || signals.nextCursor === undefined) return undefined;
  if (!isNamedAfter(cursor, signals.nextCursor) && countsFirst(input)) return undefined;
  const named = isNamedAfter(cursor, signals.nextCursor);
  return answer(
    {
      style: "cursor",
      cursor: cursor.ref,
      nextCursor: signals.nextCursor,
      hasMore: signals.hasMore,
      // Some vendors hand out a token with the last page too: where there is a flag, it decides.
      end: signals.hasMore === undefined ? "next" : "has-more",
      ...common(input),
    },
    named ? 0.97 : 0.9,
    [`the answer's ${signals.nextCursor} is sent as ${cursor.ref}`],
  );
}

/** A list that takes numbers too and whose token is not the parameter's namesake. */
function countsFirst({ parameters, signals }: PaginationInput): boolean {
  const number = parameters.offset ?? parameters.page;
  return number !== undefined && !isToken(number, signals) && (signals.nextOffset ?? signals.nextPage) !== undefined;
}

function nextUrlRule(input: PaginationInput): Answer<Pagination> | undefined {
  const { signals, parameters } = input;
  if (signals.nextUrl === undefined) return undefined;
  const counted = parameters.cursors.length === 0 && (parameters.page ?? parameters.offset) !== undefined;
  if ((counted && !/odata/i.test(signals.nextUrl)) || takesKey(input)) return undefined;
  const asks =
    parameters.cursors.length > 0 ||
    parameters.limit !== undefined ||
    signals.hasMore !== undefined ||
    isWordOfPages(input);
  if (!asks) return undefined;
  return answer(
    { style: "next-url", nextUrl: signals.nextUrl, hasMore: signals.hasMore, end: "next", ...common(input) },
    0.93,
    [`the answer's ${signals.nextUrl} is the address of the next page`],
  );
}

/** A parameter that is said to take the id of a record, beside a flag that ends the list. */
function takesKey({ parameters, signals, primaryKey }: PaginationInput): boolean {
  const [key] = parameters.cursors;
  if (key === undefined || signals.hasMore === undefined || primaryKey.length !== 1) return false;
  return /\b(ids?|identifier)\b/i.test(key.text) && !isCalledToken(key.text);
}

function isWordOfPages({ operation, signals }: PaginationInput): boolean {
  return (
    /\b(paginat|next page|page of)\b/i.test(operation.text) ||
    /next(page|url|uri|link)/i.test(flat(signals.nextUrl ?? ""))
  );
}

function linkRule(input: PaginationInput): Answer<Pagination> | undefined {
  const { operation, parameters, linkHeaders } = input;
  const declared = [...operation.answerHeaders.keys()].some((name) => /^link$/i.test(name));
  const spoken = parameters.cursors.some((each) => /\blink\b.{0,20}header|header.{0,20}\blink\b/i.test(each.text));
  const asks = parameters.page !== undefined || parameters.cursors.length > 0;
  if (declared)
    return answer({ style: "link-header", ...common(input) }, 0.95, "the answer declares a Link header (RFC 8288)");
  if (spoken)
    return answer(
      { style: "link-header", ...common(input) },
      0.9,
      "a parameter says that its value comes from the Link header",
    );
  if (linkHeaders && asks)
    return answer(
      { style: "link-header", ...common(input) },
      0.75,
      "other operations of the document declare a Link header",
    );
  return undefined;
}

function pageRule(input: PaginationInput): Answer<Pagination> | undefined {
  const { parameters, signals } = input;
  const { page } = parameters;
  if (page === undefined) return undefined;
  const { totalPages, hasMore, nextPage } = signals;
  const end = hasMore !== undefined ? "has-more" : totalPages !== undefined ? "total-pages" : "empty-page";
  const first = firstPage(page);
  return answer(
    { style: "page", page: page.ref, first: first.value, totalPages, hasMore, nextPage, end, ...common(input) },
    Math.min(0.95, first.confidence),
    [`${page.ref} is a page number`, ...first.evidence],
  );
}

/** Number of the first page. Where the document is silent, one; where zero is allowed, zero: a page read twice harms nothing, one left out does. */
function firstPage({ shape, text }: Parameter): Answer<number> {
  if (
    /\b(0|zero)[- ]?(based|indexed)|(starts?|starting|begins?|beginning) (at|from|with) (0|zero)\b|first page (is|=) (0|zero)\b/i.test(
      text,
    )
  ) {
    return answer(0, 0.95, "its text says that pages start at 0");
  }
  const fallback = Number(shape.fallback);
  if (shape.fallback !== undefined && shape.fallback !== null && (fallback === 0 || fallback === 1))
    return answer(fallback, 0.95, `its default is ${fallback}`);
  if (shape.minimum === 0) return answer(0, 0.6, "its minimum is 0");
  return answer(
    1,
    shape.minimum === 1 ? 0.95 : 0.85,
    shape.minimum === 1 ? "its minimum is 1" : "pages usually start at 1",
  );
}

function offsetRule(input: PaginationInput): Answer<Pagination> | undefined {
  const { parameters, signals } = input;
  const { offset } = parameters;
  if (offset === undefined || isKey(offset)) return undefined;
  const { hasMore, nextOffset } = signals;
  const end = hasMore !== undefined ? "has-more" : "empty-page";
  return answer({ style: "offset", offset: offset.ref, hasMore, nextOffset, end, ...common(input) }, 0.93, [
    `${offset.ref} is a number of records to skip`,
  ]);
}

/** An `offset` that is compared with a value of the records. */
function isKey(parameter: Parameter): boolean {
  return /\b(greater|larger|higher|later) than (the|this)?\s*offset|after the (last|given) \w*(id|number|key)\b/i.test(
    parameter.text,
  );
}

function keysetRule(input: PaginationInput): Answer<Pagination> | undefined {
  const { parameters, signals, record, primaryKey } = input;
  const key = parameters.cursors[0] ?? parameters.offset;
  if (key === undefined) return undefined;
  const field = keyField(key, record) ?? primaryKey[0] ?? nestedKey(input);
  if (field === undefined) return undefined;
  const end = signals.hasMore === undefined ? "empty-page" : "has-more";
  const sure = keySureness(key, input);
  const evidence = [`${key.ref} takes ${field} of the last record; the answer has no token`];
  return answer(
    { style: "keyset", key: key.ref, keyField: field, hasMore: signals.hasMore, end, ...common(input) },
    sure,
    evidence,
  );
}

/**
 * How sure it is that a parameter takes a key. A name of tokens is none; a list that can be read in both directions and has no flag may
 * arrive newest first, where going on after the last record ends at once.
 */
function keySureness(key: Parameter, { operation, signals }: PaginationInput): number {
  if (OPAQUE.test(flat(key.name)) && !isKeyText(key.text)) return 0.4;
  const both = operation.parameters.some(({ name }) => /^(before|endingbefore|beforeid|maxid)$/.test(flat(name)));
  if (both && signals.hasMore === undefined) return 0.6;
  return isKeyText(key.text) ? 0.9 : 0.7;
}

function isKeyText(text: string): boolean {
  return /\b(id|identifier|number|key|object)\b/i.test(text);
}

/** The id of the only object in the record that has one: members of a group are ordered by their user. */
function nestedKey({ model, record }: PaginationInput): Pointer | undefined {
  const objects = [...record.fields].filter(([, field]) => model.read(field).fields.has("id"));
  const [only, ...more] = objects;
  return only === undefined || more.length > 0 ? undefined : pointerOf([only[0], "id"]);
}

/** Names of tokens. Where the answer holds none, taking a key is only a guess. */
const OPAQUE = /(cursor|token|continuation|marker|scroll|bookmark)/;

/** A field of the record that the parameter's text names, such as `JournalNumber`. */
function keyField(parameter: Parameter, record: Shape): Pointer | undefined {
  const spoken = parameter.text.split(/[^\w]+/).filter((word) => wordsOf(word).length > 1);
  const name = [...record.fields.keys()].find((field) => spoken.includes(field));
  return name === undefined ? undefined : `/${name}`;
}

function common({ parameters, signals }: PaginationInput): {
  pageSize: PageSize | undefined;
  total: ResponseRef | undefined;
} {
  // An estimate contradicts true counts, so it is never compared.
  return { pageSize: pageSizeOf(parameters.limit), total: signals.estimated ? undefined : signals.total };
}

/** More than this a page does not need; larger answers fail more often and hold more in memory. */
const LARGEST_PAGE = 1000;
const USUAL_PAGE = 100;

/** The largest page that the document allows, within reason. Where no maximum is told, the default of the vendor or a usual size. */
function pageSizeOf(limit: Parameter | undefined): PageSize | undefined {
  if (limit === undefined) return undefined;
  const max = limit.shape.maximum ?? spokenMaximum(limit.text);
  const fallback = Number(limit.shape.fallback ?? Number.NaN);
  const size = Math.min(max ?? (fallback > 0 ? fallback : USUAL_PAGE), LARGEST_PAGE);
  return { param: limit.ref, size, max };
}

function spokenMaximum(text: string): number | undefined {
  const number = '`?"?(\\d{1,3}(?:,\\d{3})+|\\d+)';
  const forms = [
    `max(?:imum)?(?: (?:value|number|limit|page size|size|allowed|of|is|page|results|items|per))*[ :=(]+${number}`,
    `(?:between|range from) \`?1\`? (?:and|to|-) ${number}`,
    `\\b1 ?(?:-|–|to|\\.\\.) ?${number}`,
    `(?:up to|no more than|at most|less than or equal to|cannot exceed|not exceed|capped at|limited to) ${number}`,
  ];
  for (const form of forms) {
    const match = new RegExp(form, "i").exec(text);
    const found = Number(match?.[1]?.replaceAll(",", ""));
    if (found > 0) return found;
  }
  return undefined;
}
