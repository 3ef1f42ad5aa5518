import { isObject } from "../../../connector/pointer.ts";
import type { BaseRecord } from "../../../record/record.ts";
import { byCodeUnits } from "../../record-view.ts";
import type { BaseRow } from "../../record-view.ts";
import { storedText } from "../rows/stored-text.ts";
import { joined } from "./pack.ts";
import type { Row } from "./segment.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Rows of a commit's records, ascending, of two records of one key the last. JSON text rather than structured clones: a reader takes one record out
 * of a segment without touching the others.
 */
export function encodeRecords(records: readonly BaseRecord[], commit: number): readonly Row[] {
  const last = new Map(records.map((record) => [record.key, record]));
  const ascending = [...last.values()].toSorted((a, b) => byCodeUnits(a.key, b.key));
  const bodies = encodeTexts(ascending.map(textOf));
  return ascending.map(({ key, hash, run }, at) => ({ key, hash, run, commit, body: bodies[at] ?? nothing }));
}

const nothing = new Uint8Array();

function textOf(record: BaseRecord): string {
  const { key: _key, hash: _hash, run: _run, ...rest } = record;
  return storedText(rest);
}

/** All in one call where every character is one byte, as is usual: a call for each costs more than its work. */
function encodeTexts(texts: readonly string[]): readonly Uint8Array[] {
  const all = texts.join("");
  const bytes = encoder.encode(all);
  if (bytes.length !== all.length) return texts.map((text) => encoder.encode(text));
  let end = 0;
  return texts.map((text) => bytes.subarray(end, (end += text.length)));
}

/** A row that was committed before. */
export function encodeRecord({ commit, ...record }: BaseRow): Row {
  const [row = { ...record, commit, body: nothing }] = encodeRecords([record], commit);
  return row;
}

/** Rows as readers know them, in the order given; undefined for what is no JSON of a record. */
export function decodeRecords(rows: readonly Row[]): readonly (BaseRow | undefined)[] {
  const texts = decodeTexts(rows.map(({ body }) => body));
  return rows.map((row, at) => recordOf(row, texts[at] ?? ""));
}

export function decodeRecord(row: Row): BaseRow | undefined {
  return decodeRecords([row])[0];
}

function recordOf({ key, hash, run, commit }: Row, text: string): BaseRow | undefined {
  const rest: unknown = parsed(text);
  if (typeof rest !== "object" || rest === null || !isObject(Reflect.get(rest, "data"))) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `data` was looked at just above, the key came from a RecordKey
  return { ...rest, key, hash, run, commit } as BaseRow;
}

/** As {@link encodeTexts} does: a text of as many characters as bytes has one byte for each. */
function decodeTexts(bodies: readonly Uint8Array[]): readonly string[] {
  const bytes = joined(bodies);
  const all = decoder.decode(bytes);
  if (all.length !== bytes.length) return bodies.map((body) => decoder.decode(body));
  let end = 0;
  return bodies.map((body) => all.slice(end, (end += body.length)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
