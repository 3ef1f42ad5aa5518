import type { StreamContract } from "../connector/contract.ts";
import type { Json } from "../connector/json.ts";
import { recentlyUsed } from "../recently-used.ts";
import { hashBytes } from "../record/hash-text.ts";
import type { RecordKey } from "../record/record.ts";
import type { CursorValue } from "./cursor-value.ts";
import type { SortedItem } from "./sort-item.ts";

/**
 * What bodies of pages said that came before. It follows from a body and the contract alone: what is stored, who asked and when is no part of it, and
 * it never becomes outdated. A body is told from others as records are: by 128 bits of its bytes, and their number.
 */
export interface PageMemory {
  of(contract: StreamContract, bytes: ArrayBuffer): BodyMemory;
  /** Keys of records are not kept beyond an erasure. */
  clear(): void;
}

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
  readonly hashes: readonly string[];
  readonly cursors?: readonly (CursorValue | undefined)[] | undefined;
}

/** Bytes, by estimate, that all pages take together: some 90 a record, or 180 with a cursor. Of them 70 are often the store's own strings. */
const mostBytes = 10_000_000;

export function createPageMemory(most: number = mostBytes): PageMemory {
  const kept = recentlyUsed<string, KeptPage>({ most, weigh });
  return {
    of: (contract, bytes) => {
      const name = `${bytes.byteLength} ${hashBytes(bytes)}`;
      return {
        recall: () => {
          const known = kept.get(name);
          return known?.contract === contract ? known : undefined;
        },
        keep: (facts, sorted) => {
          const records = sorted.filter((item) => item.kind === "record");
          if (records.length < sorted.length) return;
          const cursors = contract.incremental === undefined ? undefined : records.map(({ cursor }) => cursor);
          const [keys, hashes] = [records.map(({ key }) => key), records.map(({ hash }) => hash)];
          kept.put(name, { ...facts, contract, keys, hashes, cursors });
        },
      };
    },
    clear: () => kept.clear(),
  };
}

function weigh({ keys, cursors = [] }: KeptPage): number {
  const ofKeys = keys.reduce((sum, { length }) => sum + length + 72, 600);
  return cursors.reduce((sum, cursor) => sum + (cursor === undefined ? 4 : cursor.text.length + 60), ofKeys);
}
