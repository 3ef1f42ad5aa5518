import { term, type Term } from "./term.ts";

/** Names under which an answer hands out the token of the next page. */
export const tokenTerms: readonly Term[] = [
  term("next", /^next$/),
  term("next token", /^next(page|sync)?token$/, { rests: "Google AIP-158, next_page_token; AWS, NextToken" }),
  term("next cursor", /^next(page|results?)?cursor(id|mark)?$/),
  term("next marker", /^next(page)?(marker|bookmark)$/, { rests: "AWS, NextMarker" }),
  term("next offset", /^next(page)?offset$/),
  term("next position", /^next(stream|list)?position$/),
  term("next page", /^nextpage(id|info|key)?$/),
  term("next key", /^next(id|key|start|hash|after|startingafter|scrollid|continuationtoken)$/),
  term("continuation", /^(ms)?continuation(token|key)?$/, { rests: "Azure continuation tokens" }),
  term("continue", /^continue(token)?$/, { rests: "Kubernetes ListMeta, continue" }),
  term("end cursor", /^endcursor$/, { rests: "GraphQL Cursor Connections (Relay), endCursor" }),
  term("cursor", /^(after)?cursor(next|mark)?$/),
  term("after", /^(starting|search)?after$/),
  term("scroll", /^scroll(id|param|token)?$/, { rests: "Elasticsearch scroll API, _scroll_id" }),
  term("sync token", /^sync(token)?$/, { rests: "Google Calendar, Contentful and Todoist sync tokens" }),
  term("marker", /^marker$/, { rests: "AWS and OpenStack Swift, marker" }),
  term("page token", /^(page|pagination|paging|skip|resum(e|ption))token$/),
  term("bookmark", /^bookmark$/, { rests: "CouchDB _find, bookmark" }),
  term("last key", /^last(evaluated)?key$/, { rests: "DynamoDB, LastEvaluatedKey" }),
  term("token", /^token$/),
];

/** Names under which an answer holds the address of the next page. */
export const urlTerms: readonly Term[] = [
  term("next", /^next$/),
  term("next url", /^next(page|results?|records?)?(url|uri|link|href|path)$/),
  term("next page", /^nextpage$/),
];

/** Names of the flag that says that there is another page. */
export const moreTerms: readonly Term[] = [
  term("has more", /^(has|have|is|are)?more(pages|items|results|records|rows|data|entries|available|existing)?$/),
  term("more in the collection", /^more\w+in(collection|list|results)$/),
  term("has next", /^has(a)?next(page|results|link|cursor)?$/, {
    rests: "GraphQL Cursor Connections (Relay), hasNextPage",
  }),
  term("next is there", /^next(page)?(available|exists)$/),
  term("truncated", /^istruncated$/, { rests: "AWS, IsTruncated" }),
];

/** Names of the vendor's count of the whole list, the plainest first. A weak one also counts a page, so that its text has to speak of all. */
export const totalTerms: readonly Term[] = [
  term("total count", /^total(count|number)$/),
  term("total of things", /^total(results?|items|records|elements|rows|entries|hits|objects|matches)$/),
  term("total size", /^total(set)?size$/, { rests: "Google AIP-158, total_size; Salesforce, totalSize" }),
  term("things in total", /^(items?|records?|results?|count|rows)total$/),
  term("total", /^total$/),
  term("estimated total", /^(estimated|approximate)total(hits|count|results)?$/),
  term("found", /^numfound$/, { rests: "Apache Solr, numFound" }),
  term("results", /^results$/, { weak: true }),
  term("count", /^(item|record|result)?count$/, {
    weak: true,
    rests: "OData 4.01, @odata.count; Django REST framework",
  }),
];

/** Names of the number of pages. */
export const totalPagesTerms: readonly Term[] = [
  term("total pages", /^(total|num|numberof)pages?$/),
  term("pages in total", /^pagestotal$/),
  term("page count", /^(page|pages)count$/),
  term("pages", /^pages$/),
  term("last page", /^lastpage$/, { rests: "Laravel length-aware pagination, last_page" }),
];
