import type { Emulator } from "@waybill/emulator";
import type { Json } from "@waybill/sync/connector";
import { productRecord } from "./edition.ts";
import type { Edition } from "./edition.ts";
import { listedRecords } from "./listed.ts";
import type { Holder } from "./listed.ts";
import { keyText } from "./record-key.ts";
import type { StreamPlan } from "./stream-plan.ts";

/** One state of a record at the vendor's side. */
export interface Version {
  /** What the product makes of it; `undefined` while there is none. */
  readonly text: string | undefined;
  /** What the vendor says. */
  readonly record: Json | undefined;
  /** Moment from which it is so, milliseconds since the beginning. */
  readonly from: number;
  /** What it is listed below, or was: its parent first. */
  readonly below: readonly Holder[];
}

/** What the vendor holds, and what it held before. */
export interface Source {
  /** Compares with what is there now, also of the children, and writes down what changed. */
  look(stream: string): void;
  /** Writes down a change that is known, and what it did to the children: what a record says now, or `undefined` where it went. */
  changed(stream: string, key: string, record: Json | undefined, below?: readonly Holder[]): void;
  /** The product makes its records otherwise from now on, those that it has as well. */
  released(edition: Edition): void;
  /** States of each record, oldest first, by the text of its key. */
  histories(stream: string): ReadonlyMap<string, readonly Version[]>;
  /** What is there now. */
  current(stream: string): ReadonlyMap<string, Version>;
}

interface Known {
  readonly histories: Map<string, Version[]>;
  readonly current: Map<string, Version>;
}

export function createSource(emulator: Emulator, plans: readonly StreamPlan[], now: () => number): Source {
  const streams = new Map<string, Known>(plans.map(({ name }) => [name, { histories: new Map(), current: new Map() }]));
  let edition: Edition = "first";
  const of = (stream: string): Known => {
    const known = streams.get(stream);
    if (known === undefined) throw new RangeError(`The simulated vendor has no stream ${stream}.`);
    return known;
  };
  const planned = (stream: string): StreamPlan | undefined => plans.find(({ name }) => name === stream);
  const versionOf = (stream: string, { record, from, below }: Omit<Version, "text">): Version => {
    const plan = planned(stream);
    const shown = record === undefined || plan === undefined ? record : productRecord(plan, edition, record);
    return { record, text: shown === undefined ? undefined : textOf(shown), from, below };
  };
  const note = (stream: string, key: string, state: Omit<Version, "text">): void =>
    write(of(stream), key, versionOf(stream, state));
  const look = (stream: string): void => {
    const known = of(stream);
    const from = known.histories.size > 0 ? now() : -1;
    const found = new Map(listedRecords(emulator, plans, stream).map((each) => [keyText(each.record), each]));
    for (const [key, { record, below }] of found) {
      const was = known.current.get(key)?.record;
      if (was !== record && (was === undefined || textOf(was) !== textOf(record)))
        note(stream, key, { record, from, below });
    }
    for (const [key, { below }] of known.current)
      if (!found.has(key)) note(stream, key, { record: undefined, from, below });
    lookBelow(stream);
  };
  /** Children come and go with their parents. */
  const lookBelow = (stream: string): void => {
    for (const { name, parent } of plans) if (parent?.stream === stream) look(name);
  };
  return {
    histories: (stream) => of(stream).histories,
    current: (stream) => of(stream).current,
    look,
    changed: (stream, key, record, below = of(stream).histories.get(key)?.at(-1)?.below ?? []) => {
      note(stream, key, { record, from: now(), below });
      lookBelow(stream);
    },
    released: (next) => {
      edition = next;
      for (const { name } of plans.filter(({ mapped }) => mapped === true)) {
        const { histories, current } = of(name);
        for (const [key, versions] of histories) {
          const again = versions.map((version) => versionOf(name, version));
          histories.set(key, again);
          const last = again.at(-1);
          if (last !== undefined && current.has(key)) current.set(key, last);
        }
      }
    },
  };
}

function write({ histories, current }: Known, key: string, version: Version): void {
  const versions = histories.get(key) ?? [];
  versions.push(version);
  histories.set(key, versions);
  if (version.text === undefined) current.delete(key);
  else current.set(key, version);
}

const texts = new WeakMap<object, string>();

/** Texts of values that never change are made once. */
export function textOf(record: Json): string {
  if (typeof record !== "object" || record === null) return JSON.stringify(record);
  const known = texts.get(record) ?? JSON.stringify(record);
  texts.set(record, known);
  return known;
}
