import { FailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { StreamContract } from "../../connector/contract.ts";
import type { Json, JsonObject } from "../../connector/json.ts";
import { readPointer } from "../../connector/pointer.ts";
import type { Pointer } from "../../connector/refs.ts";
import { asRecordKey } from "../../record/record-key.ts";
import type { RecordKey } from "../../record/record.ts";
import { parseAnswer } from "./answer.ts";
import type { ParsedAnswer } from "./answer.ts";
import type { CursorValue } from "../checkpoint/cursor-value.ts";
import type { BodyMemory, KeptPage, PageFacts, RunMemory } from "./page-memory.ts";
import { recordOf, sortItem } from "./sort-item.ts";
import type { SortedItem, SortedRecord } from "./sort-item.ts";

/** What the body of a page says. */
export interface PageContent {
  /** Records that it holds. */
  readonly count: number;
  /** Whether it held numbers beyond 2^53, which are kept as strings. */
  readonly hadGreatNumbers: boolean;
  /** A member of the body. */
  member(at: Pointer): Json | undefined;
  /** A member of the last record. */
  ofLast(at: Pointer): Json | undefined;
  /** Something short that follows from the records as they were {@link sorted}: made once, also where the page comes again. */
  derived(name: string, make: () => string): string;
  /** The records as they came. */
  items(): readonly Json[];
  /** The records identified and hashed, in the same order. */
  sorted(): readonly SortedItem[];
}

/** A successful answer. */
export interface AnswerBytes {
  readonly status: number;
  readonly contentType: string;
  readonly bytes: ArrayBuffer;
}

export interface ContentReader {
  readonly contract: StreamContract;
  /** Absent: nothing is remembered. */
  readonly memory?: RunMemory | undefined;
}

type Parsed = Extract<ParsedAnswer, { readonly ok: true }>;

/** Reads a body. One that came before, byte for byte, is parsed only where something is asked of it that was not asked then. */
export function readContent(
  { contract, memory }: ContentReader,
  { bytes, ...head }: AnswerBytes,
): { readonly ok: true; readonly content: PageContent } | { readonly ok: false; readonly failure: Failure } {
  const { items, pagination } = contract;
  const parse = () => parseAnswer({ ...head, text: new TextDecoder().decode(bytes) }, items, pagination.style);
  // Under another status the same body may mean something else.
  const body = head.status === 200 ? memory?.(bytes) : undefined;
  const known = body?.recall();
  if (known !== undefined) return { ok: true, content: knownContent(known, parse) };
  const parsed = parse();
  return parsed.ok ? { ok: true, content: newContent(contract, parsed, body) } : parsed;
}

function knownContent(known: KeptPage, parse: () => ParsedAnswer): PageContent {
  let parsed: Parsed | undefined;
  const again = () => (parsed ??= readable(parse()));
  return contentOf(known, again, () => sortedAgain(known, again));
}

/** Holds what was parsed, and no more the bytes. */
function newContent(contract: StreamContract, parsed: Parsed, body: BodyMemory | undefined): PageContent {
  const { items, hadGreatNumbers } = parsed;
  const facts = { count: items.length, hadGreatNumbers, asked: new Map() };
  const sort = () => {
    const sorted = items.map((item) => sortItem(contract, item));
    body?.keep(facts, sorted);
    return sorted;
  };
  return contentOf(facts, () => parsed, sort);
}

function contentOf(
  { count, hadGreatNumbers, asked }: PageFacts,
  parsed: () => Parsed,
  sorted: () => readonly SortedItem[],
): PageContent {
  const ask = (where: string, read: () => Json | undefined): Json | undefined => {
    if (asked.has(where)) return asked.get(where);
    const found = read();
    if (isShort(found)) asked.set(where, found);
    return found;
  };
  return {
    count,
    hadGreatNumbers,
    member: (at) => ask(at, () => readPointer(parsed().body, at)),
    ofLast: (at) => ask(`last ${at}`, () => readPointer(parsed().items.at(-1) ?? null, at)),
    derived(name, make) {
      const made = ask(name, make);
      return typeof made === "string" ? made : make();
    },
    items: () => parsed().items,
    sorted,
  };
}

/** What is remembered of an answer takes little room. */
function isShort(value: Json | undefined): boolean {
  return (value === null || typeof value !== "object") && String(value).length <= 500;
}

/** What could be read before can be read again. */
function readable(parsed: ParsedAnswer): Parsed {
  if (!parsed.ok) throw new FailureError(parsed.failure);
  return parsed;
}

function sortedAgain(page: KeptPage, parsed: () => Parsed): readonly SortedItem[] {
  return page.keys.map((_, at) => new KeptRecord(page, at, parsed));
}

/** A class: of literals with a getter each has a shape of its own, which makes every look at any of them slow. */
class KeptRecord implements SortedRecord {
  readonly kind = "record";
  readonly key: RecordKey;
  readonly hash: string;
  readonly cursor: CursorValue | undefined;
  readonly #at: number;
  readonly #parsed: () => Parsed;

  constructor({ keys, hashes, cursors }: KeptPage, at: number, parsed: () => Parsed) {
    const width = hashes.length / keys.length;
    this.key = asRecordKey(keys[at] ?? "");
    this.hash = hashes.slice(at * width, (at + 1) * width);
    this.cursor = cursors?.[at];
    this.#at = at;
    this.#parsed = parsed;
  }

  /** What a record holds is asked only of those that are written. */
  get data(): JsonObject {
    return recordOf(this.#parsed().items[this.#at] ?? null);
  }
}
