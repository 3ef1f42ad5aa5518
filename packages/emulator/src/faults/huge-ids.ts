import type { Json } from "@waybill/sync/connector";
import { isObject, pointerTo, read, write } from "../document/pointer.ts";
import type { Outgoing } from "./outgoing.ts";

/** Above it a double no longer tells neighbours apart. */
const base = 2n ** 53n;

/** The record's own key and what refers to other keys, where they are whole numbers: 2^53 more, as digits that `exactIntegers` writes out. */
export function enlargeIds({ copy, stream, isReference }: Outgoing): void {
  const references = Object.keys(isObject(copy) ? copy : {}).filter(isReference);
  for (const pointer of new Set([...stream.primaryKey, ...references.map((name) => pointerTo([name]))])) {
    const id = read(copy, pointer);
    if (typeof id === "number" && Number.isSafeInteger(id) && id >= 0) write(copy, pointer, mark(BigInt(id) + base));
  }
}

/** The text of a body with every marked number written as the digits it has. */
export const exactIntegers = (text: string): string => text.replaceAll(/"\u2063(\d+)\u2063"/g, "$1");

/** What a client sends back, as the vendor knows it: the id without what `enlargeIds` added. */
export function ownId(sent: string): string {
  if (!/^\d{16,19}$/.test(sent)) return sent;
  const id = BigInt(sent);
  return id < base ? sent : `${id - base}`;
}

/** Invisible separators, which no generated value holds, set it apart until the body is text. */
const mark = (id: bigint): Json => `\u2063${id}\u2063`;
