import { unreadable } from "../rows.ts";
import type { AnyTransaction } from "../schema.ts";
import type { Found, Search } from "./find.ts";
import { bodyOf, factsOf } from "./pack.ts";
import type { OfStream, Row, Segment } from "./segment.ts";

/** Bodies of segments as one transaction reads them, each once. */
export interface Bodies {
  of(segment: Segment): Promise<Uint8Array>;
}

export function bodiesIn({ tx, of }: Pick<Search, "tx" | "of">): Bodies {
  const asked = new Map<number, Promise<Uint8Array>>();
  return {
    of(segment) {
      const known = asked.get(segment.id);
      if (known !== undefined) return known;
      const reading = readBodies(tx, of, segment);
      asked.set(segment.id, reading);
      // They may be asked for before it is known that they are needed: who needs them hears of a failure.
      reading.catch(() => undefined);
      return reading;
    },
  };
}

async function readBodies(tx: AnyTransaction, of: OfStream, { id, bytes }: Segment): Promise<Uint8Array> {
  const bodies: unknown = await tx.objectStore("bodies").get([...of, id]);
  if (bodies instanceof Uint8Array && bodies.length === bytes) return bodies;
  throw unreadable("segment of records");
}

/** The rows behind some entries. */
export function readRows(bodies: Bodies, found: readonly Found[]): Promise<readonly Row[]> {
  return Promise.all(
    found.map(async ({ segment, entries, at }) => {
      const body = bodyOf(entries, await bodies.of(segment), at);
      return { key: entries.keys[at] ?? "", ...factsOf(entries, at), body };
    }),
  );
}
