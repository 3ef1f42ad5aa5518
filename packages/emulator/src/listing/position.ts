import type { Schema } from "../document/schema.ts";
import { typesOf } from "../document/schema.ts";
import type { Entries } from "../state/entries.ts";
import type { Entry } from "../state/entry.ts";
import { countLeading } from "../state/sequence.ts";
import type { BadPosition, Source } from "./listing.ts";
import { sealed, unsealed } from "./seal.ts";

/** Where a page begins. */
export interface Position {
  readonly offset: number;
  /** The page before was empty: this one is not. */
  readonly afterGap: boolean;
  /** The number of the vendor's last change when the list was begun, where the position has room for it. */
  readonly begun?: number | undefined;
}

/**
 * An opaque position: "after the record of this rank". Records that come and go in front of it do not shift it.
 * Where the document declares the token an integer, it is the number of records to skip.
 */
export interface PositionCodec {
  readonly first: Position;
  write(position: Position): string | number;
  /** What the token means now. */
  read(token: string): Position | "unknown" | "expired";
}

export function positionCodec(source: Source, schema: Schema | undefined): PositionCodec {
  const types = schema === undefined ? [] : typesOf(schema);
  const numeric = (types.includes("integer") || types.includes("number")) && !types.includes("string");
  return numeric ? integerPositions(source) : opaquePositions(source);
}

/** The position that a request asks for; `where` names its parameter in a refusal. */
export function positionOf(
  source: Source,
  codec: PositionCodec,
  { token, where }: { token: string | undefined; where: string },
): Position | BadPosition {
  if (token === undefined) return codec.first;
  const position = source.manners.allExpired === true ? "expired" : codec.read(token);
  if (position === "unknown") return { refused: `No position is known by ${where}.` };
  if (position === "expired")
    return {
      refused: `The position in ${where} has expired; begin again.`,
      status: source.manners.expiredStatus ?? 410,
    };
  return position;
}

/** Is the page at this position one of the empty ones in between? */
export function isGap({ entries, size, manners }: Source, { offset, afterGap }: Position): boolean {
  const { emptyEvery } = manners;
  if (emptyEvery === undefined || afterGap || offset >= entries.length) return false;
  return (Math.floor(offset / size) + 1) % emptyEvery === 0;
}

function integerPositions({ entries }: Source): PositionCodec {
  const isKnown = (token: string) => /^\d+$/.test(token) && Number(token) <= Math.max(entries.length, 1) * 1000;
  return {
    first: { offset: 0, afterGap: false },
    write: ({ offset }) => offset,
    // a number has no room to say that a gap came before: lists with such positions have none
    read: (token) => (isKnown(token) ? { offset: Number(token), afterGap: true } : "unknown"),
  };
}

function opaquePositions({ entries, collection, plan, change, exchange, manners }: Source): PositionCodec {
  const { name } = plan.contract;
  const isLasting = manners.cursorTtlMs === undefined;
  return {
    first: { offset: 0, afterGap: false, begun: change },
    write({ offset, afterGap, begun }) {
      const last = entries.at((offset - 1) % Math.max(1, entries.length));
      const { at, n } = last === undefined ? { at: 0, n: -1 } : collection.rankOf(last);
      const turn = Math.floor((offset - 1) / Math.max(1, entries.length));
      return sealed(name, [at, n, turn, afterGap ? 1 : 0, begun ?? -1, isLasting ? 0 : exchange.now]);
    },
    read(token) {
      const [at = 0, n, turn = 0, gap, begun = -1, issued = 0] = unsealed(name, token) ?? [];
      if (n === undefined) return "unknown";
      if (!isLasting && exchange.now - issued >= manners.cursorTtlMs) return "expired";
      const before = () =>
        countThrough(entries, (entry) => collection.compare(collection.rankOf(entry), { at, n }) <= 0);
      const offset = turn < 0 ? 0 : turn * entries.length + before();
      return { offset, afterGap: gap === 1, begun: begun < 0 ? undefined : begun };
    },
  };
}

/** How many leading entries satisfy `before`, by bisection. */
export const countThrough = (entries: Entries, before: (entry: Entry) => boolean): number =>
  countLeading(entries.length, (place) => {
    const entry = entries.at(place);
    return entry !== undefined && before(entry);
  });
