import { failure, FailureError } from "@waybill/transport";
import type { Pointer } from "../connector/refs.ts";
import { allPlaces, isIndexValue, kindOf, pastAll, valuePlace } from "./index-place.ts";
import type { IndexValue } from "./index-place.ts";
import { checkLimit } from "./page-limit.ts";

/** Values that are asked for. A range that names any holds values of their kind only: numbers from 5 on are no text. */
export interface ValueRange {
  /** This value and no other. */
  readonly is?: IndexValue | undefined;
  /** At least. */
  readonly from?: IndexValue | undefined;
  /** More than. */
  readonly after?: IndexValue | undefined;
  /** At most. */
  readonly to?: IndexValue | undefined;
  /** Less than. */
  readonly before?: IndexValue | undefined;
}

/** Records by the value of a declared field, those of one value by key. */
export interface IndexQuery {
  /** A field that the stream's contract lists in `indexes`. */
  readonly index: Pointer;
  /** Default: every record that has a value there. */
  readonly range?: ValueRange | undefined;
  /** Default `ascending`; `descending` turns the keys of one value round too. */
  readonly order?: "ascending" | "descending" | undefined;
  readonly limit: number;
  /**
   * `next` of the page before: a place and no count, so that records which come and go meanwhile make no other come twice or not at all. It holds the last
   * record's value and key in clear text, of a sealed store too: where the field is personal it belongs in no URL and no log.
   */
  readonly cursor?: string | undefined;
}

/** Places from `lower` on that are less than `upper`. */
interface Span {
  readonly lower: string;
  readonly upper: string;
}

/** A query as the places that it asks for. */
export interface IndexSearch extends Span {
  readonly descending: boolean;
  readonly limit: number;
}

/**
 * Which places a query asks for.
 * @throws FailureError `invalid` for a range of two kinds or of something that no record is found by, and for a cursor that no page gave; `internal` for a
 * limit that is none.
 */
export function indexSearch({ range = {}, order = "ascending", limit, cursor }: IndexQuery): IndexSearch {
  checkLimit(limit);
  const descending = order === "descending";
  const spans = [allPlaces, ...spansOf(range), ...(cursor === undefined ? [] : [beyond(cursor, descending)])];
  return { ...spans.reduce(overlap), descending, limit };
}

function overlap(one: Span, other: Span): Span {
  return {
    lower: one.lower > other.lower ? one.lower : other.lower,
    upper: one.upper < other.upper ? one.upper : other.upper,
  };
}

/** The first place after another is that with the least character behind it. What lies beyond all places would look like the end. */
function beyond(cursor: string, descending: boolean): Span {
  if (cursor < allPlaces.lower || cursor >= allPlaces.upper) throw noPlace();
  return descending ? { ...allPlaces, upper: cursor } : { ...allPlaces, lower: `${cursor}\0` };
}

const bounds: Readonly<Record<keyof ValueRange, (value: string) => Partial<Span>>> = {
  is: (value) => ({ lower: value, upper: pastAll(value) }),
  from: (value) => ({ lower: value }),
  after: (value) => ({ lower: pastAll(value) }),
  to: (value) => ({ upper: pastAll(value) }),
  before: (value) => ({ upper: value }),
};

const names = ["is", "from", "after", "to", "before"] as const;

function spansOf(range: ValueRange): readonly Span[] {
  const spans: Span[] = [];
  const kinds = new Set<string>();
  for (const name of names) {
    const value = range[name];
    if (value === undefined) continue;
    if (!isIndexValue(value)) throw refused(`\`${name}\` is no text, number, boolean or null`);
    const kind = kindOf(value);
    kinds.add(kind);
    spans.push({ lower: kind, upper: pastAll(kind), ...bounds[name](valuePlace(value)) });
  }
  if (kinds.size > 1) throw refused("it goes from a value of one kind to one of another");
  return spans;
}

function refused(what: string): FailureError {
  const message = `The range of an index cannot be read: ${what}. Give text, numbers or booleans alone.`;
  return new FailureError(failure("invalid", { message }));
}

function noPlace(): FailureError {
  const message =
    "No page by an index gave this `cursor`, so nothing was read. Give the `next` of the page before, or none.";
  return new FailureError(failure("invalid", { message }));
}

/**
 * What a store answers where it is asked for an index that the stream does not declare. Reading everything in its place would be a surprise that
 * nobody notices until there is much.
 */
export function unknownIndex(stream: string, index: Pointer, declared: readonly Pointer[]): FailureError {
  const message =
    `The stream "${stream}" has no index on ${index === "" ? "the whole record" : index}, so nothing was read. ` +
    `It declares ${declared.join(", ") || "none"}. ` +
    "Add the field to `indexes` of the stream in waybill.config.ts and generate again, or ask for one of those.";
  return new FailureError(failure("contract", { message }));
}
