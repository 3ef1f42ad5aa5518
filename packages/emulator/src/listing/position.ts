import type { Schema } from "../document/schema.ts";
import { typesOf } from "../document/schema.ts";
import { hash } from "../random.ts";
import type { Entries } from "../state/entries.ts";
import type { Entry } from "../state/entry.ts";
import { countLeading } from "../state/sequence.ts";
import type { Source } from "./listing.ts";

/**
 * An opaque position: "after the record of this rank". Records that come and go in front of it do not shift it.
 * Where the document declares the token an integer, it is the number of records to skip.
 */
export interface PositionCodec {
  write(offset: number): string | number;
  /** The offset that the token means now; undefined when it is none of ours. */
  read(token: string): number | undefined;
}

export function positionCodec(source: Source, schema: Schema | undefined): PositionCodec {
  const types = schema === undefined ? [] : typesOf(schema);
  const numeric = (types.includes("integer") || types.includes("number")) && !types.includes("string");
  return numeric ? integerPositions(source) : opaquePositions(source);
}

function integerPositions({ entries }: Source): PositionCodec {
  return {
    write: (offset) => offset,
    read: (token) =>
      /^\d+$/.test(token) && Number(token) <= Math.max(entries.length, 1) * 1000 ? Number(token) : undefined,
  };
}

function opaquePositions({ entries, collection, plan }: Source): PositionCodec {
  const name = plan.contract.name;
  return {
    write(offset) {
      const last = entries.at((offset - 1) % Math.max(1, entries.length));
      const { at, n } = last === undefined ? { at: 0, n: -1 } : collection.rankOf(last);
      const turn = Math.floor((offset - 1) / Math.max(1, entries.length));
      return encode(`${at}.${n}.${turn}.${hash(name, at, n, turn)}`);
    },
    read(token) {
      const [at, n, turn, check] = decode(token)?.split(".").map(Number) ?? [];
      if (at === undefined || n === undefined || turn === undefined || check !== hash(name, at, n, turn))
        return undefined;
      return (
        turn * entries.length +
        countThrough(entries, (entry) => collection.compare(collection.rankOf(entry), { at, n }) <= 0)
      );
    },
  };
}

/** How many leading entries satisfy `before`. */
export const countThrough = (entries: Entries, before: (entry: Entry) => boolean): number =>
  countLeading(entries.length, (place) => {
    const entry = entries.at(place);
    return entry !== undefined && before(entry);
  });

const encode = (text: string): string => btoa(text).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");

function decode(token: string): string | undefined {
  try {
    return atob(token.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}
