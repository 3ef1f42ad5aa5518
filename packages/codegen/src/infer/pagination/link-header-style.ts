import type { Pagination } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { declaresLink } from "../document/operation.ts";
import { commonOf, type PaginationInput } from "./paging-style.ts";
import type { Rule } from "../rules/rule.ts";

/** A `Link` header whose `rel` is `next`. */
export function linkHeaderStyle(input: PaginationInput): Answer<Pagination> | undefined {
  const rule = input.model.keep(linkRules).find(({ holds }) => holds(input));
  return rule && answer({ style: "link-header", ...commonOf(input) }, rule.confidence, rule.why);
}

interface LinkRule extends Rule {
  readonly holds: (input: PaginationInput) => boolean;
  readonly confidence: number;
  readonly why: string;
}

const WEB_LINKING = "RFC 8288, Web Linking";

/** How a document tells of a `Link` header. */
export const linkRules: readonly LinkRule[] = [
  {
    name: "declared",
    rests: WEB_LINKING,
    holds: ({ operation }) => declaresLink(operation),
    confidence: 0.95,
    why: "the answer declares a Link header (RFC 8288)",
  },
  {
    name: "named by a parameter",
    rests: WEB_LINKING,
    holds: ({ parameters }) =>
      parameters.cursors.some(({ text }) => /\blink\b.{0,20}header|header.{0,20}\blink\b/i.test(text)),
    confidence: 0.9,
    why: "a parameter says that its value comes from the Link header",
  },
  {
    name: "named by the operation",
    rests: WEB_LINKING,
    holds: ({ operation }) => /\blink\b[`"']? (response )?header|rel="?next/i.test(operation.text),
    confidence: 0.85,
    why: "the operation speaks of the Link header",
  },
  {
    name: "declared by other operations",
    rests: WEB_LINKING,
    holds: ({ parameters, linkHeaders }) =>
      linkHeaders && (parameters.page !== undefined || parameters.cursors.length > 0),
    confidence: 0.75,
    why: "other operations of the document declare a Link header",
  },
];
