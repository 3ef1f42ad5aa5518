import type { PageSize, Pagination } from "./pagination.ts";
import { objectOf, oneOf, optional, taggedBy, text, wholeNumber } from "./shape.ts";
import type { Check } from "./shape.ts";
import { parameterRef, pointer, responseRef } from "./validate-refs.ts";

const common = {
  pageSize: optional(objectOf<PageSize>({ param: parameterRef, size: wholeNumber(1), max: optional(wholeNumber(1)) })),
  total: optional(responseRef),
};
const anySignal = oneOf("next", "has-more", "total", "total-pages", "empty-page");
const hasMore = optional(responseRef);

/** Checks that a value is one of the pagination styles, each with its own members. */
export const checkPagination: Check = taggedBy<Pagination, "style">("style", {
  none: common,
  cursor: {
    ...common,
    cursor: parameterRef,
    nextCursor: responseRef,
    hasMore,
    end: oneOf("next", "has-more"),
  },
  page: {
    ...common,
    page: parameterRef,
    first: wholeNumber(0),
    totalPages: optional(responseRef),
    hasMore,
    nextPage: optional(responseRef),
    end: anySignal,
  },
  offset: {
    ...common,
    offset: parameterRef,
    hasMore,
    nextOffset: optional(responseRef),
    end: anySignal,
  },
  keyset: {
    ...common,
    key: parameterRef,
    keyField: pointer,
    hasMore,
    end: oneOf("has-more", "empty-page"),
  },
  "link-header": common,
  "next-url": {
    ...common,
    nextUrl: responseRef,
    hasMore,
    end: oneOf("next", "has-more"),
  },
  graphql: {
    ...common,
    query: text("a GraphQL query"),
    connection: pointer,
    after: text("the name of the variable that takes the cursor", /./),
  },
});
