import type { Json } from "@waybill/sync/connector";
import { asText } from "../document/pointer.ts";

/** Makes the values of one key field: a different one for every `n`, of the schema's type, looking like the vendor's. */
export interface KeyMaker {
  /** How many different keys there are; Infinity when there is no practical bound. */
  readonly capacity: number;
  at(n: number): Json;
  /** The way back: the `n` whose key this is, a number also as the text that a path makes of it. Undefined when no `n` makes it. */
  numberOf(key: Json): number | undefined;
}

/** A maker whose way back is a guess that its way there confirms. */
export function keyMakerOf(capacity: number, at: (n: number) => Json, guess: (text: string) => number): KeyMaker {
  return {
    capacity,
    at,
    numberOf(key) {
      if (typeof key === "object") return undefined;
      const n = guess(`${key}`);
      return Number.isSafeInteger(n) && n >= 0 && asText(at(n)) === `${key}` ? n : undefined;
    },
  };
}
