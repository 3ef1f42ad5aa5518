import type { PageSize, Pagination } from "./pagination.ts";
import { objectOf, oneOf, optional, taggedBy, text, wholeNumber } from "./shape.ts";
import type { Check } from "./shape.ts";
import { parameterRef, pointer, responseRef } from "./validate-refs.ts";

type Style<Name extends Pagination["style"]> = Extract<Pagination, { style: Name }>;

const common = {
  pageSize: optional(objectOf<PageSize>({ param: parameterRef, size: wholeNumber(1), max: optional(wholeNumber(1)) })),
  total: optional(responseRef),
};
const anySignal = oneOf("next", "has-more", "total", "total-pages", "empty-page");
const hasMore = optional(responseRef);

/** Checks that a value is one of the pagination styles, each with its own members. */
export const checkPagination: Check = taggedBy("style", {
  none: objectOf<Style<"none">>({ ...common, style: oneOf("none") }),
  cursor: objectOf<Style<"cursor">>({
    ...common,
    style: oneOf("cursor"),
    cursor: parameterRef,
    nextCursor: responseRef,
    hasMore,
    end: oneOf("next", "has-more"),
  }),
  page: objectOf<Style<"page">>({
    ...common,
    style: oneOf("page"),
    page: parameterRef,
    first: wholeNumber(0),
    totalPages: optional(responseRef),
    hasMore,
    nextPage: optional(responseRef),
    end: anySignal,
  }),
  offset: objectOf<Style<"offset">>({
    ...common,
    style: oneOf("offset"),
    offset: parameterRef,
    hasMore,
    nextOffset: optional(responseRef),
    end: anySignal,
  }),
  keyset: objectOf<Style<"keyset">>({
    ...common,
    style: oneOf("keyset"),
    key: parameterRef,
    keyField: pointer,
    hasMore,
    end: oneOf("has-more", "empty-page"),
  }),
  "link-header": objectOf<Style<"link-header">>({ ...common, style: oneOf("link-header") }),
  "next-url": objectOf<Style<"next-url">>({
    ...common,
    style: oneOf("next-url"),
    nextUrl: responseRef,
    hasMore,
    end: oneOf("next", "has-more"),
  }),
  graphql: objectOf<Style<"graphql">>({
    ...common,
    style: oneOf("graphql"),
    query: text("a GraphQL query"),
    connection: pointer,
    after: text("the name of the variable that takes the cursor", /./),
  }),
});
