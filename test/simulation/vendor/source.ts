import type { Emulator } from "@waybill/emulator";
import type { Json } from "@waybill/sync/connector";
import { productRecord } from "./edition.ts";
import type { Edition } from "./edition.ts";
import { parentField } from "./stream-plan.ts";
import type { StreamPlan } from "./stream-plan.ts";

/** One state of a record at the vendor's side. */
export interface Version {
  /** What the product makes of it; `undefined` while there is none. */
  readonly text: string | undefined;
  /** What the vendor says. */
  readonly record: Json | undefined;
  /** Moment from which it is so, milliseconds since the beginning. */
  readonly from: number;
}

/** What the vendor holds, and what it held before. */
export interface Source {
  /** Compares with what is there now, and writes down what changed. */
  look(stream: string): void;
  /** Writes down a change that is known: what a record says now, or `undefined` where it went. */
  changed(stream: string, key: string, record: Json | undefined): void;
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
  const versionOf = (stream: string, record: Json | undefined, from: number): Version => {
    const plan = planned(stream);
    const shown = record === undefined || plan === undefined ? record : productRecord(plan, edition, record);
    return { record, text: shown === undefined ? undefined : textOf(shown), from };
  };
  const note = (stream: string, key: string, record: Json | undefined, from: number): void =>
    write(of(stream), key, versionOf(stream, record, from));
  return {
    histories: (stream) => of(stream).histories,
    current: (stream) => of(stream).current,
    changed: (stream, key, record) => note(stream, key, record, now()),
    released: (next) => {
      edition = next;
      for (const { name } of plans.filter(({ mapped }) => mapped === true)) {
        const { histories, current } = of(name);
        for (const [key, versions] of histories) {
          const again = versions.map(({ record, from }) => versionOf(name, record, from));
          histories.set(key, again);
          const last = again.at(-1);
          if (last !== undefined && current.has(key)) current.set(key, last);
        }
      }
    },
    look: (stream) => {
      const known = of(stream);
      const from = known.histories.size > 0 ? now() : -1;
      const found = new Map(recordsOf(emulator, planned(stream), stream).map((record) => [keyText(record), record]));
      for (const [key, record] of found) {
        const was = known.current.get(key)?.record;
        if (was !== record && (was === undefined || textOf(was) !== textOf(record))) note(stream, key, record, from);
      }
      for (const key of known.current.keys()) if (!found.has(key)) note(stream, key, undefined, from);
    },
  };
}

/** What the vendor would list; of children those of the parents that it has. */
function recordsOf(emulator: Emulator, plan: StreamPlan | undefined, stream: string): readonly Json[] {
  const parent = plan?.parent?.stream;
  if (parent === undefined) return emulator.records(stream);
  return emulator
    .records(parent)
    .flatMap((owner) => emulator.children(stream, { [parentField(parent)]: keyOf(owner) ?? null }));
}

function write({ histories, current }: Known, key: string, version: Version): void {
  const versions = histories.get(key) ?? [];
  versions.push(version);
  histories.set(key, versions);
  if (version.text === undefined) current.delete(key);
  else current.set(key, version);
}

/** The key of the record that this one was listed for. */
export function ownerOf(record: Json, parent: string): string | undefined {
  const owner = memberOf(record, parentField(parent));
  return typeof owner === "string" || typeof owner === "number" ? String(owner) : undefined;
}

const memberOf = (record: Json, name: string): unknown =>
  typeof record === "object" && record !== null ? Reflect.get(record, name) : undefined;

function keyOf(record: Json): string | number | undefined {
  const id = memberOf(record, "id");
  return typeof id === "string" || typeof id === "number" ? id : undefined;
}

/** The key of a record as text; of something without one, the whole of it. */
export const keyText = (record: Json): string => String(keyOf(record) ?? JSON.stringify(record));

const texts = new WeakMap<object, string>();

/** Texts of values that never change are made once. */
export function textOf(record: Json): string {
  if (typeof record !== "object" || record === null) return JSON.stringify(record);
  const known = texts.get(record) ?? JSON.stringify(record);
  texts.set(record, known);
  return known;
}
