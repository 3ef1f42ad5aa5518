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
  /** States of each record, oldest first, by the text of its key. */
  histories(stream: string): ReadonlyMap<string, readonly Version[]>;
  /** What is there now. */
  current(stream: string): ReadonlyMap<string, string>;
}

export function createSource(emulator: Emulator, now: () => number): Source {
  const streams = new Map<string, { histories: Map<string, Version[]>; current: Map<string, string> }>();
  const of = (stream: string) => {
    const known = streams.get(stream) ?? {
      histories: new Map<string, Version[]>(),
      current: new Map<string, string>(),
    };
    streams.set(stream, known);
    return known;
  };
  return {
    histories: (stream) => of(stream).histories,
    current: (stream) => of(stream).current,
    look: (stream) => {
      const begun = streams.has(stream);
      const state = of(stream);
      const before = state.current;
      state.current = new Map(emulator.records(stream).map((record) => [keyText(record), textOf(record)]));
      const note = (key: string, text: string | undefined): void => {
        const versions = state.histories.get(key) ?? [];
        versions.push({ text, from: begun ? now() : -1 });
        state.histories.set(key, versions);
      };
      for (const [key, text] of state.current) if (before.get(key) !== text) note(key, text);
      for (const key of before.keys()) if (!state.current.has(key)) note(key, undefined);
    },
  };
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
