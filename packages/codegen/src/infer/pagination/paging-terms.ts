import type { Parameter } from "../document/operation.ts";
import { term, type Term } from "../rules/term.ts";

/** What a page is made of, in the plural or not, as part of a pattern. */
const THINGS = "(results?|items?|records?|entries|entry|rows?|objects?|keys?|hits?)";

/** Names of the parameter that sets the size of a page, the likeliest first. */
export const limitTerms: readonly Term[] = [
  term("limit", new RegExp(`^(page|query|fetch|max|${THINGS})?limit$`)),
  term(
    "size of a page",
    new RegExp(`^${THINGS}?perpage$|^(max(imum)?)?(page|batch|chunk|fetch)(size|len|length|count)$`),
  ),
  term("most things", new RegExp(`^(max(imum)?|num(ber)?(of)?)${THINGS}(count)?$`), {
    rests: "AWS SDK pagination, MaxResults and MaxItems; ABP framework, MaxResultCount",
  }),
  term("take", /^take$/, { weak: true, rests: ".NET LINQ and Prisma, skip and take" }),
  term("rows", /^rows$/, { weak: true, rests: "Apache Solr common query parameters, rows" }),
  term("top", /^top$/, { weak: true, rests: "OData 4.01, $top" }),
  term("count", /^count$/, { weak: true, rests: "SCIM 2.0 (RFC 7644, section 3.4.2.4); FHIR R4 search, _count" }),
  term("size", /^size$/, { weak: true, rests: "Spring Data Pageable; Elasticsearch and OpenSearch search" }),
  term("first", /^first$/, { weak: true, rests: "GraphQL Cursor Connections (Relay), first" }),
  term("length", /^length$/, { weak: true, rests: "DataTables server-side processing, start and length" }),
];

/** Names of the parameter that takes a page's number. */
export const pageTerms: readonly Term[] = [term("page", /^(current)?page(number|num|no|index|idx)?$/)];

/** Names of the parameter that takes a number of records to skip. */
export const offsetTerms: readonly OffsetTerm[] = [
  offset("offset", new RegExp(`^(page|start|${THINGS})?offset$`)),
  offset("skip", new RegExp(`^skip(count|${THINGS})?$`), {
    rests: "OData 4.01, $skip; ABP framework, SkipCount; .NET LINQ and Prisma, skip and take",
  }),
  offset("start of the page", /^start(at|index|position|row|record|item|from)$/),
  offset("first result", /^firstresult$/, { rests: "Jakarta Persistence and the Camunda REST API, firstResult" }),
  offset("start", /^start$/, { rests: "Apache Solr common query parameters, start" }, true),
  offset("from", /^from$/, { rests: "Elasticsearch and OpenSearch search, from" }, true),
];

/** A word for a place in a list that can also be one in time, so that it has to be a number. */
export interface OffsetTerm extends Term {
  readonly needsNumber: boolean;
}

function offset(name: string, pattern: RegExp, about: { rests?: string } = {}, needsNumber = false): OffsetTerm {
  return { ...term(name, pattern, about), needsNumber };
}

/** Names of the parameter that takes a token or a key, the likeliest first. */
export const cursorTerms: readonly CursorTerm[] = [
  cursor("cursor", /^(?!.*(prev|before|end)).*cursor(mark|id|token|after)?$/),
  cursor("token of a page", /^(next|starting|skip|page|pagination|paging|resum(e|ption))+token$/, {
    rests: "Google AIP-158, page_token; AWS SDK pagination, NextToken; OData 4.01, $skiptoken",
  }),
  cursor("continuation", /^(ms)?(continue|continuation)(token|key)?$/, {
    rests: "Azure continuation tokens; Kubernetes API, continue",
  }),
  cursor("after", /^(page|start(ing)?)?after$/, {}, timelessOrToken),
  cursor(
    "place",
    /^(next|page|start)?(marker|bookmark)$|^(stream|list)?position$|^scroll(id|param|token)?$/,
    {},
    placeInList,
  ),
  cursor("page info", /^pageinfo$/, { rests: "Shopify REST Admin API, page_info" }),
  cursor(
    "sync token",
    /^sync(token)?$/,
    { rests: "Google Calendar, Contentful and Todoist sync tokens" },
    timelessOrToken,
  ),
  cursor(
    "since an id",
    /^since$|^(since|after|from|last|greaterthan)(id|key)$/,
    { rests: "Mastodon API, since_id" },
    sinceId,
  ),
  cursor("start key", /^(exclusive)?startkey$/, { rests: "CouchDB views, startkey; DynamoDB, ExclusiveStartKey" }),
  cursor("search after", /^searchafter$/, { rests: "Elasticsearch and OpenSearch, search_after" }),
];

/** A word for a token, and when a parameter of that name takes one. */
export interface CursorTerm extends Term {
  readonly accepts: (parameter: Parameter) => boolean;
}

function cursor(
  name: string,
  pattern: RegExp,
  about: { rests?: string } = {},
  accepts: (parameter: Parameter) => boolean = () => true,
): CursorTerm {
  return { ...term(name, pattern, about), accepts };
}

/** A position can also be one on a map or in a company. */
function placeInList({ name, text }: Parameter): boolean {
  return !/^position$/i.test(name) || /\b(page|next|pagination|cursor|results)\b/i.test(text);
}

/** A time is no place in a list, unless the text says token, cursor or identifier. */
function timelessOrToken(parameter: Parameter): boolean {
  return !isDate(parameter) || /\b(cursor|token|id|pagination)\b/i.test(parameter.text);
}

function sinceId(parameter: Parameter): boolean {
  return !/^since$/i.test(parameter.name) || (/\b(ids?|identifier)\b/i.test(parameter.text) && !isDate(parameter));
}

export function isDate(parameter: Parameter): boolean {
  return (
    /date/.test(parameter.shape.format ?? "") ||
    /\b(date|timestamp|time|iso.?8601|rfc.?3339|epoch|unix)\b/i.test(parameter.text)
  );
}
