import type { Emulator } from "@waybill/emulator";
import type { Json } from "@waybill/sync/connector";

/** One state of a record at the vendor's side: what it says, or `undefined` while there is none. */
export interface Version {
  readonly text: string | undefined;
  /** Moment from which it is so, milliseconds since the beginning. */
  readonly from: number;
}

/** What the vendor holds, and what it held before. */
export interface Source {
  /** Compares with what is there now, and writes down what changed. */
  look(stream: string): void;
  /** Writes down a change that is known: what a record says now, or `undefined` where it went. */
  changed(stream: string, key: string, record: Json | undefined): void;
  /** States of each record, oldest first, by the text of its key. */
  histories(stream: string): ReadonlyMap<string, readonly Version[]>;
  /** What is there now. */
  current(stream: string): ReadonlyMap<string, string>;
}

interface Known {
  readonly histories: Map<string, Version[]>;
  readonly current: Map<string, string>;
}

export function createSource(emulator: Emulator, now: () => number): Source {
  const streams = new Map<string, Known>();
  const of = (stream: string): Known => {
    const known = streams.get(stream) ?? { histories: new Map(), current: new Map() };
    streams.set(stream, known);
    return known;
  };
  return {
    histories: (stream) => of(stream).histories,
    current: (stream) => of(stream).current,
    changed: (stream, key, record) =>
      note(of(stream), key, { text: record === undefined ? undefined : textOf(record), from: now() }),
    look: (stream) => {
      const from = streams.has(stream) ? now() : -1;
      const known = of(stream);
      const found = new Map(emulator.records(stream).map((record) => [keyText(record), textOf(record)]));
      for (const [key, text] of found) if (known.current.get(key) !== text) note(known, key, { text, from });
      for (const key of known.current.keys()) if (!found.has(key)) note(known, key, { text: undefined, from });
    },
  };
}

function note({ histories, current }: Known, key: string, version: Version): void {
  histories.set(key, [...(histories.get(key) ?? []), version]);
  if (version.text === undefined) current.delete(key);
  else current.set(key, version.text);
}

/** The key of a record as text; of something without one, the whole of it. */
export function keyText(record: Json): string {
  const id = typeof record === "object" && record !== null ? Reflect.get(record, "id") : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : JSON.stringify(record);
}

const texts = new WeakMap<object, string>();

/** Texts of values that never change are made once. */
export function textOf(record: Json): string {
  if (typeof record !== "object" || record === null) return JSON.stringify(record);
  const known = texts.get(record) ?? JSON.stringify(record);
  texts.set(record, known);
  return known;
}
