import { term, type Term } from "../rules/term.ts";

/**
 * Names under which an answer hands out the token of the next page. The namesake of the parameter that takes it (`marker`, `bookmark`) is one
 * without standing here.
 */
export const tokenTerms: readonly Term[] = [
  term("next", /^next(?!.*(url|uri|link|href|path)$)/),
  term("cursor", /^(?!.*(prev|before|start)).*cursor(after|mark|id)?$/, {
    rests: "GraphQL Cursor Connections (Relay), endCursor",
  }),
  term("continuation", /^(ms)?(continue|continuation)(token|key)?$/, { rests: "Azure continuation tokens" }),
  term("last key", /^last(evaluated)?key$/, { rests: "DynamoDB, LastEvaluatedKey" }),
];

/** Names under which an answer holds the address of the next page. */
export const urlTerms: readonly Term[] = [term("next", /^next(page|results?|records?)?(url|uri|link|href|path)?$/)];

/** Names of the flag that says that there is another page. */
export const moreTerms: readonly Term[] = [
  term(
    "more",
    /^(has|have|is|are)?more(\w*in(collection|list|results)|pages|items|results|records|rows|data|entries|available)?$/,
  ),
  term("has next", /^has(a)?next(page|results|link|cursor)?$/, {
    rests: "GraphQL Cursor Connections (Relay), hasNextPage",
  }),
  term("truncated", /^istruncated$/, { rests: "AWS, IsTruncated" }),
];

const THINGS = "(results?|items?|records?|elements|rows|entries|hits|objects|matches)";

/** Names of the vendor's count of the whole list, the plainest first. A weak one also counts a page, so that something has to say that it speaks of all. */
export const totalTerms: readonly Term[] = [
  term(
    "total of things",
    new RegExp(`^total(count|number|(set)?size|${THINGS})$|^${THINGS}(count)?total$|^counttotal$`),
  ),
  term("total", new RegExp(`^(estimated|approximate)?total(count|${THINGS})?$`)),
  term("found", /^numfound$/, { rests: "Apache Solr, numFound" }),
  term("count", /^(item|record|result)?count$|^results$/, { weak: true }),
];

/** Names of the number of pages. */
export const totalPagesTerms: readonly Term[] = [
  term("pages", /^(total|num|numberof|last|max)pages?$|^pages?(total|count)$|^pages$/),
];
