import type { Pagination } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { takesKey } from "./counter-key.ts";
import { anyHolds, commonOf, type Circumstance, type PaginationInput } from "./paging-style.ts";
import { flat } from "../words/words.ts";

/** An address in the answer that leads to the next page. */
export function nextUrlStyle(input: PaginationInput): Answer<Pagination> | undefined {
  const { nextUrl, hasMore } = input.signals;
  if (nextUrl === undefined || !anyHolds(signsOfPages, input)) return undefined;
  if (!anyHolds(urlFirst, input) && anyHolds(otherWays, input)) return undefined;
  // Beside an address, the key of the last record is a way of its own, and its end is told by a flag.
  const [key] = input.parameters.cursors;
  if (key !== undefined && hasMore !== undefined && takesKey(input.model.keep, key)) return undefined;
  return answer({ style: "next-url", nextUrl, hasMore, end: "next", ...commonOf(input) }, 0.93, [
    `the answer's ${nextUrl} is the address of the next page`,
  ]);
}

/** Lists whose address is to be followed, whatever else they take. */
export const urlFirst: readonly Circumstance[] = [
  {
    name: "odata",
    rests: "OData 4.01, section 11.2.6.7: clients follow the next link and compute no pages",
    holds: ({ signals }) => /odata/i.test(signals.nextUrl ?? ""),
  },
  {
    name: "past the last page is an error",
    rests: "Django REST framework, PageNumberPagination",
    holds: ({ parameters, signals, places }) =>
      parameters.page !== undefined &&
      signals.totalPages === undefined &&
      ["next", "previous", "results"].every((name) => places.some(({ path }) => path.length === 1 && path[0] === name)),
  },
];

/** Lists that hand out an address, and are better read in another way. */
export const otherWays: readonly Circumstance[] = [
  {
    name: "pages are counted",
    holds: ({ parameters }) => parameters.cursors.length === 0 && (parameters.page ?? parameters.offset) !== undefined,
  },
];

/** A `next` can also be the address of something else. */
export const signsOfPages: readonly Circumstance[] = [
  {
    name: "an extension",
    rests: "the paging extensions of extensions.ts",
    holds: ({ extension }) => extension !== undefined,
  },
  {
    name: "takes a page",
    holds: ({ parameters: { cursors, limit, page } }) => cursors.length > 0 || (limit ?? page) !== undefined,
  },
  {
    name: "tells of more, or of a count",
    holds: ({ signals: { hasMore, total, totalPages } }) => (hasMore ?? total ?? totalPages) !== undefined,
  },
  {
    name: "is called an address",
    holds: ({ signals }) => /next\w*(page|url|uri|link|href)$/i.test(flat(signals.nextUrl ?? "")),
  },
];
