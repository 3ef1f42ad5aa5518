import type { Pagination, ParameterRef } from "@waybill/sync/connector";
import type { Parameter } from "../document/operation.ts";
import { textParameter, type Exchange } from "../http/exchange.ts";
import { follows, signal, windowAt, type Cut, type Source } from "./listing.ts";
import { positionCodec } from "./position.ts";

/** The styles in which the vendor writes the next request's URL. */
type Linked = Extract<Pagination, { style: "link-header" } | { style: "next-url" }>;

/** The answer holds the URL of the next page. Which parameter moves in it is the document's to say: a page number, else an opaque token. */
export function byLink(source: Source, pagination: Linked): Cut {
  const moving = movingParameter(source);
  const asked = textParameter(source.exchange, moving.name);
  const offset = moving.kind === "page" ? pageOffset(asked, source.size) : tokenOffset(source, moving, asked);
  if (offset === undefined) return { refused: `No position is known by ${moving.name}.` };
  const more = follows(source, offset);
  const following = source.endless === "same" ? offset : offset + source.size;
  const link = (at: number) => withParameter(source.exchange, moving.name, writePosition(source, moving, at));
  const total = signal(pagination.total, source.entries.length);
  const page = { entries: windowAt(source, offset), position: asked ?? "", offset };
  if (pagination.style === "link-header")
    return { ...page, signals: total, headers: linkHeader(link, { offset, following, more }) };
  const url = link(following);
  const next = isRelative(source, pagination.nextUrl) ? url.pathname + url.search : url.href;
  return {
    ...page,
    signals: [...signal(pagination.nextUrl, more ? next : undefined), ...signal(pagination.hasMore, more), ...total],
  };
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
  const since = plan.contract.incremental?.param;
  const query = operation.parameters.filter((each) => each.in === "query" && each.name !== since);
  const page = query.find(({ name }) => pageNames.test(name));
  if (page !== undefined) return { kind: "page", name: page.name, parameter: page };
  const token = tokenNames
    .map((pattern) => query.find(({ name, schema }) => pattern.test(name) && schema["format"] !== "date-time"))
    .find((found) => found !== undefined);
  return { kind: "token", name: token?.name ?? "cursor", parameter: token };
}

function pageOffset(asked: string | undefined, size: number): number | undefined {
  const page = asked === undefined ? 1 : Number(asked);
  return Number.isInteger(page) && page >= 0 ? Math.max(0, page - 1) * size : undefined;
}

function tokenOffset(source: Source, { parameter }: Moving, asked: string | undefined): number | undefined {
  return asked === undefined ? 0 : positionCodec(source, parameter?.schema).read(asked);
}

const writePosition = (source: Source, { kind, parameter }: Moving, offset: number): string =>
  `${kind === "page" ? Math.floor(offset / source.size) + 1 : positionCodec(source, parameter?.schema).write(offset)}`;

function withParameter({ url }: Exchange, name: string, value: string): URL {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next;
}

/** RFC 8288. `first` shows on every later page, so that a careless reader of `rel` is noticed. */
function linkHeader(
  link: (offset: number) => URL,
  at: { offset: number; following: number; more: boolean },
): Readonly<Record<string, string>> {
  const links = [
    ...(at.offset > 0 ? [`<${link(0).href}>; rel="first"`] : []),
    ...(at.more ? [`<${link(at.following).href}>; rel="next"`] : []),
  ];
  return links.length === 0 ? {} : { link: links.join(", ") };
}

/** Does the document's example show a path instead of a whole URL? */
function isRelative({ operation, reader }: Source, ref: string): boolean {
  const schema = ref.startsWith("/") ? reader.at(operation.response, ref) : undefined;
  const example = schema?.["example"];
  return typeof example === "string" && example.startsWith("/");
}
