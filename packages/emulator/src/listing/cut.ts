import type { Pagination } from "@waybill/sync/connector";
import { byCursor } from "./by-cursor.ts";
import { byGraphql } from "./by-graphql.ts";
import { byKeyset } from "./by-keyset.ts";
import { byLink } from "./by-link.ts";
import { byOffset } from "./by-offset.ts";
import { byPage } from "./by-page.ts";
import { signal, type Cut, type Source } from "./listing.ts";

/** Cuts the page that a request asks for, in the vendor's style. */
export function cut(source: Source, pagination: Pagination): Cut {
  switch (pagination.style) {
    case "none":
      return {
        entries: source.entries.slice(0, source.entries.length),
        signals: signal(pagination.total, source.total),
        position: "",
        offset: 0,
        more: false,
      };
    case "cursor":
      return byCursor(source, pagination);
    case "page":
      return byPage(source, pagination);
    case "offset":
      return byOffset(source, pagination);
    case "keyset":
      return byKeyset(source, pagination);
    case "link-header":
    case "next-url":
      return byLink(source, pagination);
    case "graphql":
      return byGraphql(source, pagination);
  }
}
