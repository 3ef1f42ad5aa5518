import type { Pagination } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import type { Parameter } from "../document/operation.ts";
import { commonOf, type PaginationInput } from "./paging-style.ts";
import type { Rule } from "../rules/rule.ts";

/** Numbers of pages. */
export function pageStyle(input: PaginationInput): Answer<Pagination> | undefined {
  const { parameters, signals } = input;
  const { page } = parameters;
  if (page === undefined) return undefined;
  const { totalPages, hasMore, nextPage } = signals;
  const end = hasMore !== undefined ? "has-more" : totalPages !== undefined ? "total-pages" : "empty-page";
  const first = firstPage(page, input);
  return answer(
    { style: "page", page: page.ref, first: first.value, totalPages, hasMore, nextPage, end, ...commonOf(input) },
    Math.min(0.95, first.confidence),
    [`${page.ref} is a page number`, ...first.evidence],
  );
}

/** Number of the first page. Where the document is silent, one; where zero is allowed, zero: a page read twice harms nothing, one left out does. */
function firstPage(page: Parameter, input: PaginationInput): Answer<number> {
  for (const { tell } of input.model.keep(firstPageRules)) {
    const found = tell(page, input);
    if (found !== undefined) return found;
  }
  return answer(1, 0.85, "pages usually start at 1");
}

interface FirstPageRule extends Rule {
  readonly tell: (page: Parameter, input: PaginationInput) => Answer<number> | undefined;
}

/** How a document tells the number of the first page. */
export const firstPageRules: readonly FirstPageRule[] = [
  {
    name: "text",
    rests: "springdoc-openapi, Pageable: zero-based page index",
    tell: ({ text }) =>
      /\b(0|zero)[- ]?(based|indexed)|(starts?|starting|begins?|beginning) (at|from|with) (0|zero)\b|first page (is|=) (0|zero)\b/i.test(
        text,
      )
        ? answer(0, 0.95, "its text says that pages start at 0")
        : undefined,
  },
  {
    name: "default",
    rests: "JSON Schema, default",
    tell: ({ shape }) => {
      const fallback = Number(shape.fallback ?? Number.NaN);
      return fallback === 0 || fallback === 1 ? answer(fallback, 0.95, `its default is ${fallback}`) : undefined;
    },
  },
  {
    name: "smallest is zero",
    rests: "JSON Schema, minimum",
    tell: ({ shape }) => (shape.minimum === 0 ? answer(0, 0.6, "its minimum is 0") : undefined),
  },
  {
    name: "spring page",
    rests: "Spring Data, Page",
    tell: (_page, { places }) =>
      ["number", "numberofelements", "totalpages"].every((name) => places.some((place) => place.name === name))
        ? answer(0, 0.85, "the answer is a page of Spring Data, whose first is 0")
        : undefined,
  },
];
