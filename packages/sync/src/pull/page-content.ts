import { FailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { StreamContract } from "../connector/contract.ts";
import type { Json } from "../connector/json.ts";
import { readPointer } from "../connector/pointer.ts";
import type { Pointer } from "../connector/refs.ts";
import { parseAnswer } from "./answer.ts";
import type { ParsedAnswer } from "./answer.ts";
import type { BodyMemory, KeptPage, PageFacts, RunMemory } from "./page-memory.ts";
import { recordOf, sortItem } from "./sort-item.ts";
import type { SortedItem } from "./sort-item.ts";

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
  const parse = () => parseAnswer({ ...head, text: new TextDecoder().decode(bytes) }, contract.items);
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

/** What a record holds is asked only of those that are written. */
function sortedAgain({ keys, hashes, cursors }: KeptPage, parsed: () => Parsed): readonly SortedItem[] {
  const width = hashes.length / keys.length;
  return keys.map((key, at) => ({
    kind: "record",
    key,
    hash: hashes.slice(at * width, (at + 1) * width),
    cursor: cursors?.[at],
    get data() {
      return recordOf(parsed().items[at] ?? null);
    },
  }));
}
