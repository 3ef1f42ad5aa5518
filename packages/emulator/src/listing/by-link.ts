import type { Pagination, ParameterRef, ResponseRef } from "@waybill/sync/connector";
import type { Parameter } from "../document/operation.ts";
import { textParameter } from "../http/exchange.ts";
import type { Entry } from "../state/entry.ts";
import { numberedGaps } from "./gaps.ts";
import { follows, signal, windowAt, type BadPosition, type Cut, type Source } from "./listing.ts";
import { pageAt } from "./page-at.ts";
import { positionCodec, positionOf, type Position } from "./position.ts";
import { writtenUrl } from "./written-url.ts";

/** The styles in which the vendor writes the next request's URL. */
type Linked = Extract<Pagination, { style: "link-header" } | { style: "next-url" }>;

/** The answer holds the URL of the next page. Which parameter moves in it is the document's to say: a page number, else an opaque token. */
export function byLink(source: Source, pagination: Linked): Cut {
  const moving = movingParameter(source);
  const asked = textParameter(source.exchange, moving.name);
  const page = moving.kind === "page" ? numberedPage(source, moving, asked) : tokenPage(source, moving, asked);
  if ("refused" in page) return page;
  const total = signal(pagination.total, source.total);
  const { entries, offset, begun, next } = page;
  const common = { entries, position: asked ?? "", offset, begun, more: next !== undefined };
  if (pagination.style === "link-header") return { ...common, signals: total, headers: linkHeader(page) };
  return {
    ...common,
    signals: [
      ...signal(pagination.nextUrl, nextUrl(source, page, pagination.nextUrl)),
      ...signal(pagination.hasMore, page.next !== undefined),
      ...total,
    ],
  };
}

/** A page and the URLs around it. */
interface LinkedPage {
  readonly entries: readonly Entry[];
  readonly offset: number;
  readonly begun?: number | undefined;
  readonly first: URL;
  readonly next: URL | undefined;
}

interface Moving {
  readonly kind: "page" | "token";
  readonly name: ParameterRef;
  readonly parameter: Parameter | undefined;
}

const pageNames = /^(page|page_?number|p)$/i;
/** The surer names first: `since` is a position only where nothing else is. */
const tokenNames = [/cursor|page_?token|marker/i, /after/i, /^(next|since|offset|start)$/i];

function movingParameter({ operation, plan }: Source): Moving {
  const { incremental, syncToken } = plan.contract;
  const others: readonly (string | undefined)[] = [incremental?.param, incremental?.until, syncToken?.param];
  const query = operation.parameters.filter((each) => each.in === "query" && !others.includes(each.name));
  const page = query.find(({ name }) => pageNames.test(name));
  if (page !== undefined) return { kind: "page", name: page.name, parameter: page };
  const token = tokenNames
    .map((pattern) => query.find(({ name, schema }) => pattern.test(name) && schema["format"] !== "date-time"))
    .find((found) => found !== undefined);
  return { kind: "token", name: token?.name ?? "cursor", parameter: token };
}

function numberedPage(source: Source, { name }: Moving, asked: string | undefined): LinkedPage | BadPosition {
  const page = asked === undefined ? 1 : Number(asked);
  if (!Number.isInteger(page) || page < 0) return { refused: `No position is known by ${name}.` };
  const index = Math.max(0, page - 1);
  const { index: own, gap } = numberedGaps(source, "next").at(index);
  const offset = own * source.size;
  const isGap = gap && offset < source.entries.length;
  const link = (number: number) => withParameter(source, name, `${number}`);
  const following = source.manners.endless === "same" ? index + 1 : index + 2;
  return {
    entries: isGap ? [] : windowAt(source, offset),
    offset,
    first: link(1),
    next: isGap || follows(source, offset) ? link(following) : undefined,
  };
}

function tokenPage(source: Source, { name, parameter }: Moving, token: string | undefined): LinkedPage | BadPosition {
  const codec = positionCodec(source, parameter?.schema);
  const position = positionOf(source, codec, { token, where: name });
  if ("refused" in position) return position;
  const link = (to: Position) => withParameter(source, name, `${codec.write(to)}`);
  const { entries, next } = pageAt(source, position);
  return {
    entries,
    offset: position.offset,
    begun: position.begun,
    first: link({ ...position, offset: 0, afterGap: false }),
    next: next === undefined ? undefined : link(next),
  };
}

/** The URL that was asked with one parameter moved; on another host where a fault says so. */
function withParameter({ exchange, manners }: Source, name: string, value: string): URL {
  const { url } = exchange;
  const next =
    manners.foreignOrigin === undefined ? new URL(url) : new URL(url.pathname + url.search, manners.foreignOrigin);
  next.searchParams.set(name, value);
  return next;
}

/** RFC 8288. `first` shows on every later page, so that a careless reader of `rel` is noticed. */
function linkHeader({ offset, first, next }: LinkedPage): Readonly<Record<string, string>> {
  const links = [
    ...(offset > 0 ? [`<${first.href}>; rel="first"`] : []),
    ...(next === undefined ? [] : [`<${next.href}>; rel="next"`]),
  ];
  return links.length === 0 ? {} : { link: links.join(", ") };
}

/** A whole URL, or a path where the document shows one; never only a path to another host. */
function nextUrl(source: Source, { next }: LinkedPage, ref: ResponseRef): string | undefined {
  if (next === undefined || source.manners.foreignOrigin !== undefined) return next?.href;
  return writtenUrl(source, next, ref);
}
