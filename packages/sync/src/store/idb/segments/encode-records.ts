import type { BaseRecord } from "../../../record/record.ts";
import { byCodeUnits } from "../../record-view.ts";
import { unstorable } from "../as-failure.ts";
import type { BaseRow } from "../../record-view.ts";
import type { Row } from "./segment.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Rows of a batch, ascending, of two records of one key the last. Their commit is not known before the transaction that gives it its number. JSON
 * text rather than structured clones: a reader takes one record out of a segment without touching the others.
 */
export function encodeRecords(records: readonly BaseRecord[]): readonly Row[] {
  const last = new Map(records.map((record) => [record.key, record]));
  const ascending = [...last.values()].toSorted((a, b) => byCodeUnits(a.key, b.key));
  const bodies = encodeTexts(ascending.map(textOf));
  return ascending.map(({ key, hash, run }, at) => ({ key, hash, run, commit: 0, body: bodies[at] ?? nothing }));
}

const nothing = new Uint8Array();

function textOf(record: BaseRecord): string {
  const { key: _key, hash: _hash, run: _run, ...rest } = record;
  if (!isJson(rest)) throw unstorable();
  return JSON.stringify(rest);
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
  const [row = { ...record, body: nothing }] = encodeRecords([record]);
  return { ...row, commit };
}

/** The row as readers know it; undefined for what is no JSON of a record. */
export function decodeRecord({ key, hash, run, commit, body }: Row): BaseRow | undefined {
  const rest: unknown = parsed(decoder.decode(body));
  if (typeof rest !== "object" || rest === null || !isObject(Reflect.get(rest, "data"))) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `data` was looked at just above, the key came from a RecordKey
  return { ...rest, key, hash, run, commit } as BaseRow;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What JSON would drop without a word, such as a function, is refused as a structured clone refuses it. */
function isJson(value: unknown): boolean {
  if (typeof value === "object") return value === null || Object.values(value).every(isJson);
  return storable.has(typeof value);
}

const storable: ReadonlySet<string> = new Set(["string", "number", "boolean", "undefined"]);
