import type { StreamContract } from "../../connector/contract.ts";
import type { Json } from "../../connector/json.ts";
import { hashBytes } from "../../record/hash-text.ts";
import type { RecordKey } from "../../record/record.ts";
import type { CursorValue } from "../checkpoint/cursor-value.ts";
import { createPageRoom } from "./page-room.ts";
import type { SortedItem } from "./sort-item.ts";

/**
 * What bodies of pages said that came before. It follows from a body and the contract alone: what is stored, who asked and when is no part of it, and
 * it never becomes outdated. A body is told from others of its stream by its length and 128 bits of its bytes.
 *
 * Many may write what stands on one page. That somebody hides another's change by what they write themselves takes the engine's secret; without it, a
 * writer can hide a change of their own record, as they can from the hash of a record.
 */
export interface PageMemory {
  /** For a run of a stream. What it has asked for before an erasure is kept nowhere after it. */
  of(stream: RememberedStream, run: string): RunMemory;
  /** Keys of records are not kept beyond an erasure. */
  clear(): void;
}

export interface RememberedStream {
  readonly connection: string;
  readonly contract: StreamContract;
}

/** Finds what is remembered of a body. */
export type RunMemory = (bytes: ArrayBuffer) => BodyMemory;

/** Of one body. */
export interface BodyMemory {
  recall(): KeptPage | undefined;
  /** Pages that hold anything but records are read anew each time. */
  keep(facts: PageFacts, sorted: readonly SortedItem[]): void;
}

export interface PageFacts {
  readonly count: number;
  readonly hadGreatNumbers: boolean;
  /** Short answers to what was asked of the body, by the question. */
  readonly asked: Map<string, Json | undefined>;
}

/** A page without what its records hold. Columns take a third of the room. */
export interface KeptPage extends PageFacts {
  readonly contract: StreamContract;
  readonly keys: readonly RecordKey[];
  /** One behind the other, all of one length: as many texts take four times the room. */
  readonly hashes: string;
  readonly cursors?: readonly (CursorValue | undefined)[] | undefined;
}

/** Bytes that all pages take together, by estimate. */
const mostBytes = 10_000_000;

/** `secret`: 32 hexadecimal digits of chance. */
export function createPageMemory(secret: string, most: number = mostBytes): PageMemory {
  const lane = (at: number) => Number.parseInt(secret.slice(at, at + 8), 16);
  const seed = [lane(0), lane(8), lane(16), lane(24)] as const;
  const empty = () => createPageRoom<KeptPage>({ most, weigh });
  let room = empty();
  return {
    of: ({ connection, contract }, run) => {
      const list = JSON.stringify([connection, contract.name]);
      const pages = room;
      const visit = pages.enter(list, run);
      return (bytes) => {
        const name = `${list} ${bytes.byteLength} ${hashBytes(bytes, seed)}`;
        return {
          recall: () => {
            const known = pages.get(name);
            return known?.contract === contract ? known : undefined;
          },
          keep: (facts, sorted) => {
            const records = sorted.filter((item) => item.kind === "record");
            if (records.length < sorted.length) return;
            const cursors = contract.incremental === undefined ? undefined : records.map(({ cursor }) => cursor);
            const keys = records.map(({ key }) => key);
            const hashes = records.map(({ hash }) => hash).join("");
            pages.put(name, { ...facts, contract, keys, hashes, cursors }, visit);
          },
        };
      };
    },
    clear: () => {
      room = empty();
    },
  };
}

/** Above what the heap of 64-bit V8 was measured to take: 80 bytes a record with a key of 21 letters, 170 with a cursor, 800 a page without records. */
function weigh({ keys, cursors = [] }: KeptPage): number {
  const ofKeys = keys.reduce((sum, { length }) => sum + 2 * length + 60, 1000);
  return cursors.reduce((sum, cursor) => sum + (cursor === undefined ? 8 : 2 * cursor.text.length + 60), ofKeys);
}
