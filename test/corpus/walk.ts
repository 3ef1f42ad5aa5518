import { textOf } from "./declared.ts";
import type { Json, JsonObject, Pagination, ParameterRef, ResponseRef, StreamContract } from "@waybill/sync/connector";

/** Reads a listing to its end by nothing but its contract: a client of its own, sharing code with neither engine nor emulator. */
export async function walk(options: WalkOptions): Promise<readonly Json[]> {
  const { stream, send } = options;
  const records: Json[] = [];
  let ask: Ask | undefined = { parameters: pageSizeOf(stream.pagination) };
  for (let pages = 0; ask !== undefined; pages++) {
    if (pages > maxPages) throw new Error(`${stream.name} does not end.`);
    const page = await answerOf(await send(requestFor(ask, options)));
    const items = at(page.body, stream.items);
    if (!Array.isArray(items)) throw new Error(`${stream.name}: no array at ${JSON.stringify(stream.items)}.`);
    records.push(...(items as readonly Json[]));
    ask = following(stream.pagination, {
      ...page,
      items: items as readonly Json[],
      asked: ask.parameters,
      seen: records.length,
    });
  }
  return records;
}

export interface WalkOptions {
  readonly stream: StreamContract;
  readonly baseUrl: string;
  /** Values for the path template's parameters; others get a placeholder. */
  readonly path: Readonly<Record<string, string>>;
  readonly send: (request: Request) => Promise<Response>;
}

const maxPages = 200;

type Parameters = Readonly<Record<ParameterRef, Json>>;
interface Ask {
  readonly parameters: Parameters;
  /** A whole URL, where the vendor gave one. */
  readonly url?: string | undefined;
}

interface Page {
  readonly body: Json;
  readonly headers: Headers;
  readonly url: string;
  readonly items: readonly Json[];
  readonly asked: Parameters;
  readonly seen: number;
}

/** The next question; undefined when the list has ended. */
function following(pagination: Pagination, page: Page): Ask | undefined {
  switch (pagination.style) {
    case "none":
    case "graphql":
      return undefined;
    case "cursor":
      return afterCursor(pagination, page);
    case "page":
    case "offset":
      return ended(pagination, page) ? undefined : afterNumber(pagination, page);
    case "keyset":
      return afterKey(pagination, page);
    case "link-header":
      return atUrl(page, nextLink(page.headers.get("link") ?? ""));
    case "next-url":
      return atUrl(page, ref(page, pagination.nextUrl));
  }
}

const go = (page: Page, param: ParameterRef, value: Json): Ask => ({ parameters: { ...page.asked, [param]: value } });

const nextLink = (header: string): string | undefined => /<([^>]*)>; rel="next"/.exec(header)?.[1];

const afterNumber = (pagination: Extract<Pagination, { style: "page" | "offset" }>, page: Page): Ask =>
  pagination.style === "offset"
    ? go(page, pagination.offset, page.seen)
    : go(page, pagination.page, Number(page.asked[pagination.page] ?? pagination.first) + 1);

function afterCursor(pagination: Extract<Pagination, { style: "cursor" }>, page: Page): Ask | undefined {
  const cursor = ref(page, pagination.nextCursor);
  return isNothing(cursor) ? undefined : go(page, pagination.cursor, cursor);
}

function afterKey(pagination: Extract<Pagination, { style: "keyset" }>, page: Page): Ask | undefined {
  const more = pagination.end === "has-more" ? flag(page, pagination.hasMore) : page.items.length > 0;
  return more ? go(page, pagination.key, at(page.items.at(-1), pagination.keyField) ?? "") : undefined;
}

const atUrl = (page: Page, next: Json | undefined): Ask | undefined =>
  typeof next === "string" && next !== "" ? { parameters: page.asked, url: new URL(next, page.url).href } : undefined;

function ended(pagination: Extract<Pagination, { style: "page" | "offset" }>, page: Page): boolean {
  switch (pagination.end) {
    case "has-more":
      return !flag(page, pagination.hasMore);
    case "total":
      return page.seen >= Number(ref(page, pagination.total));
    case "total-pages":
      return (
        pagination.style !== "page" ||
        Number(page.asked[pagination.page] ?? pagination.first) - pagination.first + 1 >=
          Number(ref(page, pagination.totalPages))
      );
    case "next":
      return isNothing(ref(page, pagination.style === "page" ? pagination.nextPage : pagination.nextOffset));
    case "empty-page":
      return page.items.length === 0;
  }
}

/** A size that makes several pages. */
const pageSizeOf = ({ style, ...pagination }: Pagination): Parameters =>
  pagination.pageSize === undefined || style === "none" ? {} : { [pagination.pageSize.param]: 7 };

function requestFor({ parameters, url }: Ask, { stream, baseUrl, path }: WalkOptions): Request {
  const filled = stream.list.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? "17"),
  );
  const target = new URL(url ?? baseUrl + filled);
  const headers = new Headers();
  const body: JsonObject = {};
  for (const [name, value] of url === undefined ? Object.entries(parameters) : []) {
    if (name.startsWith("header:")) headers.set(name.slice(7), textOf(value));
    else if (name.startsWith("/")) put(body, name.split("/").slice(1), value);
    else target.searchParams.set(name, textOf(value));
  }
  if (stream.list.method === "GET") return new Request(target, { headers });
  headers.set("content-type", "application/json");
  return new Request(target, { method: "POST", headers, body: JSON.stringify(body) });
}

function put(body: JsonObject, [first = "", ...rest]: readonly string[], value: Json): void {
  const inner: Json = rest.length === 0 ? value : (body[first] ?? {});
  Object.assign(body, { [first]: inner });
  if (rest.length > 0) put(inner as JsonObject, rest, value);
}

async function answerOf(response: Response): Promise<{ body: Json; headers: Headers; url: string }> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text.slice(0, 200)}`);
  const body: Json = JSON.parse(text);
  return { body, headers: response.headers, url: response.url === "" ? "https://vendor.example" : response.url };
}

function ref({ body, headers }: Page, where: ResponseRef | undefined): Json | undefined {
  if (where === undefined) return undefined;
  return where.startsWith("header:") ? (headers.get(where.slice(7)) ?? undefined) : at(body, where);
}

const flag = (page: Page, where: ResponseRef | undefined): boolean =>
  [true, "true"].includes((ref(page, where) ?? false) as boolean | string);

const isNothing = (value: Json | undefined): value is null | undefined =>
  value === undefined || value === null || value === "";

/** The value at a JSON Pointer. */
export function at(value: Json | undefined, pointer: string): Json | undefined {
  return pointer
    .split("/")
    .slice(1)
    .reduce<Json | undefined>(
      (found, token) => (typeof found === "object" && found !== null ? (found as JsonObject)[token] : undefined),
      value,
    );
}
