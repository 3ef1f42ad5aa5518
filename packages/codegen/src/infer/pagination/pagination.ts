import type { Pagination } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { cursorStyle } from "./cursor-style.ts";
import { keysetStyle } from "./keyset-style.ts";
import { linkHeaderStyle } from "./link-header-style.ts";
import { nextUrlStyle } from "./next-url-style.ts";
import { offsetStyle } from "./offset-style.ts";
import { pageStyle } from "./page-style.ts";
import { commonOf, type PaginationInput, type StyleRule } from "./paging-style.ts";

/**
 * The styles in order of what is safest to follow: what the vendor hands out (a token, a URL, a Link header) before what the reader has to
 * compute (a page number, an offset, a key).
 */
export const styleRules: readonly StyleRule[] = [
  { name: "cursor", tell: cursorStyle },
  { name: "next url", tell: nextUrlStyle },
  { name: "link header", tell: linkHeaderStyle, rests: "RFC 8288, Web Linking" },
  { name: "page", tell: pageStyle },
  { name: "offset", tell: offsetStyle },
  { name: "keyset", tell: keysetStyle },
];

/** How the list is read to its end. */
export function inferPagination(input: PaginationInput): Answer<Pagination> {
  for (const { tell } of input.model.keep(styleRules)) {
    const found = tell(input);
    if (found !== undefined) return found;
  }
  const none: Pagination = { style: "none", ...commonOf(input) };
  const more = unfollowed(input);
  return more === undefined
    ? answer(none, 0.9, "no parameter that asks for another page, no signal of one")
    : answer(none, 0.3, `${more}: only the first one is read`);
}

/** What says that there are more pages, where nothing says how to come to them. */
function unfollowed({
  parameters: { page, offset, cursors, limit },
  signals,
  places,
}: PaginationInput): string | undefined {
  const asked = [page, offset, ...cursors].find((each) => each !== undefined);
  if (asked !== undefined) return `${asked.ref} asks for another page, and nothing tells what to send`;
  const { nextUrl, nextCursor, hasMore, totalPages } = signals;
  const told = nextCursor ?? nextUrl ?? hasMore ?? totalPages;
  if (told !== undefined) return `the answer's ${told} speaks of another page, and no parameter asks for it`;
  const links = places.find(({ name, shape }) => /^links?$/.test(name) && shape.types.has("array"));
  if (limit === undefined || links === undefined) return undefined;
  return `${limit.ref} sets the size of a page, and the next one can only be in the array ${links.pointer}`;
}
