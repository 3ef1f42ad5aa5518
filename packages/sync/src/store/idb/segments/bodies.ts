import { unreadable } from "../rows/rows.ts";
import type { AnyTransaction } from "../database/schema.ts";
import type { OfStream, Segment } from "./segment.ts";

/** Bodies of segments as one transaction reads them, each once. */
export interface Bodies {
  of(segment: Segment): Promise<Uint8Array>;
}

export function bodiesIn({ tx, of }: { readonly tx: AnyTransaction; readonly of: OfStream }): Bodies {
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
