import type { Json, ResponseRef } from "@waybill/sync/connector";
import type { Operation } from "../document/operation.ts";
import type { SchemaReader } from "../document/schema.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Blueprint } from "../records/blueprint.ts";
import type { Collection } from "../state/collection.ts";
import type { Entries } from "../state/entries.ts";
import type { Entry } from "../state/entry.ts";
import type { Manners } from "./manners.ts";

/** What a page is cut from. */
export interface Source {
  readonly exchange: Exchange;
  readonly plan: Blueprint;
  readonly operation: Operation;
  readonly reader: SchemaReader;
  readonly collection: Collection;
  /** The entries that the filters let through, in order. */
  readonly entries: Entries;
  /** How many the vendor says there are. */
  readonly total: number;
  /** The number of the vendor's last change. */
  readonly change: number;
  /** How often the vendor forgot up to where its callers had read. */
  readonly forgotten: number;
  /** The change since which the list is asked for by a sync token. */
  readonly after: number | undefined;
  /** Does the list end before its records do? */
  readonly isCutOff: boolean;
  /** Records a page, as asked and capped. */
  readonly size: number;
  readonly manners: Manners;
}

/** A page, before it has a body. */
export interface Page {
  readonly entries: readonly Entry[];
  /** What the answer says about the paging. */
  readonly signals: readonly Signal[];
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The position that was asked for, as the request wrote it; `""` for the start. */
  readonly position: string;
  /** Records skipped before this page. */
  readonly offset: number;
  /** Does another page follow? */
  readonly more: boolean;
  /** The number of the vendor's last change when the list was begun, where the position says it. */
  readonly begun?: number | undefined;
}

/** One value of the answer. `end`: nothing follows; how a vendor writes nothing is the document's to say. */
export type Signal = { readonly ref: ResponseRef } & ({ readonly value: Json } | { readonly end: true });

/** The request asks for a position that does not exist, or no longer does. */
export interface BadPosition {
  readonly refused: string;
  /** Default 400. */
  readonly status?: number | undefined;
}

export type Cut = Page | BadPosition;

export const signal = (ref: ResponseRef | undefined, value: Json | undefined): readonly Signal[] =>
  ref === undefined ? [] : [value === undefined ? { ref, end: true } : { ref, value }];

/** The entries of a page that starts at `offset`. An endless list wraps around. */
export function windowAt({ entries, size, manners }: Source, offset: number): readonly Entry[] {
  if (manners.endless !== "forever" || entries.length === 0) return entries.slice(offset, offset + size);
  return Array.from({ length: size }, (_, index) => entries.at((offset + index) % entries.length)).filter(
    (entry) => entry !== undefined,
  );
}

/** Does another page follow one that starts at `offset`? */
export const follows = ({ entries, size, manners }: Source, offset: number): boolean =>
  manners.endless !== undefined || offset + size < entries.length;

/** How many records an answer claims: an endless list always claims more than were read. */
export const claimed = ({ total, size, manners }: Source, offset: number): number =>
  manners.endless === undefined ? total : offset + 2 * size;
