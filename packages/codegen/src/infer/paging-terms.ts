import type { Parameter } from "./operation.ts";
import { term, type Term } from "./term.ts";

/** Names of the parameter that sets the size of a page, the likeliest first. */
export const limitTerms: readonly Term[] = [
  term("limit", /^(query|results?|rows?|records?|items?|fetch)?limit$/),
  term("per page", /^(results?|items?|records?|entries|rows|objects)?perpage$/),
  term("page size", /^(max(imum)?)?page(size|len|length|count)$/, {
    rests: "Google AIP-158; Microsoft REST guidelines",
  }),
  term("page limit", /^pagelimit$/, { rests: "JSON:API, page[limit]" }),
  term("most results", /^max(imum)?(results?|records|items|rows|entries|keys)$/),
  term("most results, counted", /^max(imum)?(result|item|record|row)count$/, {
    rests: "ABP framework, MaxResultCount",
  }),
  term("number of results", /^(num|numberof)(results|records|items|rows|entries)$/),
  term("batch size", /^(batch|chunk|fetch)size$/, {}),
  term("take", /^take$/, { weak: true, rests: ".NET LINQ and Prisma, skip and take" }),
  term("rows", /^rows$/, { weak: true, rests: "Apache Solr common query parameters, rows" }),
  term("top", /^top$/, { weak: true, rests: "OData 4.01, $top" }),
  term("count", /^count$/, { weak: true, rests: "SCIM 2.0 (RFC 7644, section 3.4.2.4); FHIR R4 search, _count" }),
  term("size", /^size$/, { weak: true, rests: "Spring Data Pageable; Elasticsearch and OpenSearch search" }),
  term("maximum", /^max$/, { weak: true, rests: "Grails, max and offset" }),
  term("first", /^first$/, { weak: true, rests: "GraphQL Cursor Connections (Relay), first" }),
  term("length", /^length$/, { weak: true, rests: "DataTables server-side processing, start and length" }),
];

/** Names of the parameter that takes a page's number. */
export const pageTerms: readonly Term[] = [
  term("page", /^(current)?page$/),
  term("page number", /^page(number|num|no|index|idx)$/),
  term("p", /^p$/),
];

/** Names of the parameter that takes a number of records to skip. */
export const offsetTerms: readonly OffsetTerm[] = [
  offset("offset", /^(page|start|result|row|record|item)?offset$/),
  offset("skip", /^skip(rows|records|items|results)?$/, { rests: "OData 4.01, $skip" }),
  offset("skip, counted", /^skipcount$/, { rests: "ABP framework, SkipCount; Alfresco REST API" }),
  offset("start at", /^startat$/),
  offset("start index", /^startindex$/, { rests: "SCIM 2.0 (RFC 7644, section 3.4.2.4); OpenSearch 1.1" }),
  offset("start position", /^start(position|row|record|item|from)$/),
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
  cursor("cursor", /^(page|start|pagination|paging)?cursor$/),
  cursor("cursor mark", /^cursor(mark|id)$/, { rests: "Apache Solr, cursorMark" }),
  cursor("page info", /^pageinfo$/, { rests: "Shopify REST Admin API, page_info" }),
  cursor("skip token", /^skiptoken$/, { rests: "OData 4.01, $skiptoken" }),
  cursor("page token", /^(next)?pagetoken$/, { rests: "Google AIP-158, page_token" }),
  cursor("next token", /^(next|starting)token$/, { rests: "AWS SDK pagination, NextToken and StartingToken" }),
  cursor("continuation token", /^(ms)?continuation(token|key)?$/, { rests: "Azure continuation tokens" }),
  cursor("continue", /^continue(token)?$/, { rests: "Kubernetes API, continue" }),
  cursor("pagination token", /^(pagination|paging)token$/),
  cursor("next cursor", /^(next|after|end)(page)?(cursor|token)$/),
  cursor("starting after", /^start(ing)?after$/),
  cursor("page after", /^pageafter$/, { rests: "JSON:API cursor pagination profile, page[after]" }),
  cursor("after", /^after$/, { rests: "GraphQL Cursor Connections (Relay), after" }, timelessOrToken),
  cursor("marker", /^(next|page|start)?marker$/, { rests: "AWS and OpenStack Swift, marker" }),
  cursor("scroll", /^scroll(id|param|token)?$/, { rests: "Elasticsearch scroll API, scroll_id" }),
  cursor("bookmark", /^bookmark$/, { rests: "CouchDB _find, bookmark" }),
  cursor("stream position", /^(next)?(stream|list)position$/),
  cursor(
    "sync token",
    /^sync(token)?$/,
    { rests: "Google Calendar, Contentful and Todoist sync tokens" },
    timelessOrToken,
  ),
  cursor("since an id", /^(since|after|from|last|greaterthan)(id|key)$/),
  cursor("start key", /^(exclusive)?startkey$/, { rests: "CouchDB views, startkey; DynamoDB, ExclusiveStartKey" }),
  cursor("search after", /^searchafter$/, { rests: "Elasticsearch and OpenSearch, search_after" }),
  cursor("page state", /^pag(e|ing)state$/, { rests: "Apache Cassandra drivers, paging state" }),
  cursor("resume token", /^resum(e|ption)token$/, { rests: "OAI-PMH 2.0, resumptionToken; MongoDB change streams" }),
  cursor("page id", /^pageid$/, {}, speaksOfPages),
  cursor("position", /^position$/, {}, speaksOfPages),
  cursor("token", /^token$/, {}, speaksOfPages),
  cursor("since", /^since$/, {}, takesId),
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

function speaksOfPages({ text }: Parameter): boolean {
  return /\b(page|next|pagination|cursor|results)\b/i.test(text);
}

/** A time is no place in a list, unless the text says token, cursor or identifier. */
function timelessOrToken(parameter: Parameter): boolean {
  return !isDate(parameter) || /\b(cursor|token|id|pagination)\b/i.test(parameter.text);
}

function takesId(parameter: Parameter): boolean {
  return /\b(ids?|identifier)\b/i.test(parameter.text) && !isDate(parameter);
}

export function isDate(parameter: Parameter): boolean {
  return (
    /date/.test(parameter.shape.format ?? "") ||
    /\b(date|timestamp|time|iso.?8601|rfc.?3339|epoch|unix)\b/i.test(parameter.text)
  );
}
