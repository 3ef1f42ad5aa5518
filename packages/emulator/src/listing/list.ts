import type { Json, StreamContract } from "@waybill/sync/connector";
import type { SchemaReader } from "../document/schema.ts";
import { json, problem, type Answer } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { hash } from "../random.ts";
import { beginRecord } from "../records/making.ts";
import type { Words } from "../records/words.ts";
import type { Vendor } from "../state/vendor.ts";
import type { Entry } from "../state/entry.ts";
import { wanted } from "./by-ids.ts";
import { contradicted } from "./contradicted.ts";
import { cut } from "./cut.ts";
import { envelope, signalHeaders } from "./envelope.ts";
import { scopeOf } from "./scope.ts";
import { shown } from "./shown.ts";
import type { BadPosition, Page, Source } from "./listing.ts";
import type { Manners } from "./manners.ts";
import { pageSizeOf } from "./page-size.ts";
import { tokenSignals } from "./sync-token.ts";
import { behind, firstOf, repeating } from "./views.ts";

export interface ListOptions {
  readonly vendor: Vendor;
  readonly reader: SchemaReader;
  readonly words: Words;
  readonly seed: number;
  readonly manners: Manners;
  /** Last change to a record on its way out: where faults break records. */
  readonly present: (entry: Entry, stream: string) => Json;
  /** Is a record one of the few, one in `every`, that a fault of this name strikes? */
  readonly isOneOfFew: (name: string, every: number, entry: Entry) => boolean;
}

/** An answered list request: what to send, and what to write down about it. */
export interface Listed {
  readonly answer: Answer;
  /** What the answer says about the page; undefined when the request was refused. */
  readonly listed?: { readonly position: string; readonly records: number } | undefined;
}

/** Answers a list request. */
export function list(stream: string, exchange: Exchange, options: ListOptions): Listed {
  const found = pageOf(stream, exchange, options);
  if ("refused" in found) return { answer: problem(found.status ?? 400, found.refused) };
  const { page, source } = found;
  const { words, seed, present, reader } = options;
  const { plan, operation } = source;
  const { pagination, items } = plan.contract;
  const making = beginRecord({ words, seed: hash(seed, stream, "envelope"), instants: plan.timeline.at(0), stream });
  const entries = miscounted(page.entries, options);
  const paging = contradicted(page.signals, pagination, options.manners.contradiction);
  const signals = [...paging, ...tokenSignals(source, page)];
  const body = envelope({
    schema: operation.response,
    reader,
    making,
    items,
    records: entries.map((entry) => present(entry, stream)),
    signals,
    hints: {
      total: source.total,
      count: entries.length,
      size: pagination.style === "none" ? source.entries.length : source.size,
      offset: page.offset,
    },
  });
  const answer = json(operation.status, body, {
    "content-type": operation.mediaType,
    ...page.headers,
    ...signalHeaders(signals),
  });
  return { answer, listed: { position: page.position, records: entries.length } };
}

type PageOptions = Pick<ListOptions, "vendor" | "reader" | "manners">;

/** Which page of the list a request asks for, from 1; undefined for a position that is none. */
export function pageNumber(stream: string, exchange: Exchange, options: PageOptions): number | undefined {
  const found = pageOf(stream, exchange, options);
  return "refused" in found ? undefined : Math.floor(found.page.offset / found.source.size) + 1;
}

function pageOf(
  stream: string,
  exchange: Exchange,
  options: PageOptions,
): { readonly page: Page; readonly source: Source } | BadPosition {
  const source = sourceOf(stream, exchange, options);
  if ("refused" in source) return source;
  const { pagination } = source.plan.contract;
  const page = cut(source, pagination);
  if ("refused" in page) return page;
  const { shift, beyondWindow } = options.manners;
  const resultWindow = windowOf(source.plan.contract, options.manners);
  if (beyondWindow !== "ends" && page.offset + source.size > resultWindow)
    return { refused: `Only the first ${resultWindow} records of a list can be reached; narrow the question.` };
  if (shift === undefined || page.offset === 0) return { page, source };
  const shifted = shiftedBy(shift, source);
  const again = cut(shifted, pagination);
  return "refused" in again ? again : { page: again, source: shifted };
}

function sourceOf(stream: string, exchange: Exchange, { vendor, reader, manners }: PageOptions): Source | BadPosition {
  const plan = vendor.plan(stream);
  const operation = plan.list;
  const { revision: change } = vendor;
  const forgotten = vendor.timesForgotten(stream);
  const asked = shown(plan.contract, exchange, { change, forgotten, manners });
  if ("refused" in asked) return asked;
  const scope = scopeOf(plan.contract, exchange);
  if (!vendor.hasParent(stream, scope))
    return { refused: "The records are those of a parent that is not known.", status: 404 };
  const collection = vendor.collection(stream, scope);
  const all = wanted(collection, plan, { exchange, shown: asked }) ?? collection.entries(asked);
  const { beyondWindow, totalDrift = 0, maxPageSize } = manners;
  const entries = beyondWindow === "ends" ? firstOf(all, windowOf(plan.contract, manners)) : all;
  const total = Math.max(0, all.length + totalDrift);
  const size = pageSizeOf(exchange, plan.contract, { operation, reader, most: maxPageSize });
  const isCutOff = entries.length < all.length;
  const changes = { change, forgotten, after: asked.after };
  return { exchange, plan, operation, reader, collection, entries, total, ...changes, isCutOff, size, manners };
}

/** How many records of a list paging reaches. */
const windowOf = ({ incremental }: StreamContract, { resultWindow }: Manners): number =>
  resultWindow ?? incremental?.maxResults ?? Infinity;

/** As if records had gone from the front of the list since its first page, or come there. */
function shiftedBy(shift: number, source: Source): Source {
  const entries = shift > 0 ? behind(source.entries, shift) : repeating(source.entries, -shift);
  return { ...source, entries, total: source.total - shift };
}

/** The records of a page with those twice that a fault doubles, and without those that it drops. */
function miscounted(entries: readonly Entry[], { manners, isOneOfFew }: ListOptions): readonly Entry[] {
  const { duplicatedEvery, droppedEvery } = manners;
  if (duplicatedEvery === undefined && droppedEvery === undefined) return entries;
  return entries.flatMap((entry) => {
    if (droppedEvery !== undefined && isOneOfFew("dropped", droppedEvery, entry)) return [];
    return duplicatedEvery !== undefined && isOneOfFew("duplicated", duplicatedEvery, entry) ? [entry, entry] : [entry];
  });
}
