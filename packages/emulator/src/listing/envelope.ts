import type { Json, Pointer } from "@waybill/sync/connector";
import { asText, isObject, read, remove, tokensOf, pointerTo, write } from "../document/pointer.ts";
import { arrayOf, isNullable, typesOf, type Schema, type SchemaReader } from "../document/schema.ts";
import type { Making } from "../records/making.ts";
import { openPath } from "../records/open-path.ts";
import { valueFor } from "../records/value.ts";
import type { Signal } from "./listing.ts";

export interface EnvelopeOptions {
  readonly schema: Schema | undefined;
  readonly reader: SchemaReader;
  readonly making: Making;
  readonly items: Pointer;
  readonly records: readonly Json[];
  readonly signals: readonly Signal[];
  /** Numbers that members of well-known names tell. */
  readonly hints: Hints;
}

export interface Hints {
  readonly total: number;
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** The body of a page: the members that the document requires, the records where the connector says, and what the paging has to say. */
export function envelope(options: EnvelopeOptions): Json {
  const { schema, reader, making, items, records, signals } = options;
  if (items === "") return records;
  const made = schema === undefined ? {} : valueFor(schema, { reader, making, fullness: "sparse" });
  const body: Json = isObject(made) ? made : {};
  openPath(body, items, options);
  for (const each of signals) if ("value" in each && !each.ref.startsWith("header:")) openPath(body, each.ref, options);
  tell(body, options.hints, 0);
  write(body, items, records);
  for (const each of signals) if (!each.ref.startsWith("header:")) place(body, each, options);
  return body;
}

/** The paging signals that travel as headers. */
export function signalHeaders(signals: readonly Signal[]): Readonly<Record<string, string>> {
  const named = signals.filter((each) => each.ref.startsWith("header:") && "value" in each);
  return Object.fromEntries(named.map((each) => [each.ref.slice(7), "value" in each ? asText(each.value) : ""]));
}

function place(body: Json, each: Signal, options: EnvelopeOptions): void {
  const { schema, reader } = options;
  const pointer = each.ref;
  const declared = reader.at(schema, pointer);
  if ("value" in each) return write(body, pointer, typed(each.value, declared));
  const nothing = nothingAt(pointer, { schema, declared, reader });
  if (nothing === undefined) return remove(body, pointer);
  openPath(body, nothing.pointer, options);
  write(body, nothing.pointer, nothing.value);
}

/**
 * How the vendor writes "nothing follows": null where the document allows it (a nullable parent first: `next_page: null`);
 * else the member is left out; else, being required, it is the empty text or 0.
 */
function nothingAt(
  pointer: string,
  { schema, declared, reader }: { schema: Schema | undefined; declared: Schema | undefined; reader: SchemaReader },
): { pointer: string; value: Json } | undefined {
  const tokens = tokensOf(pointer);
  for (let depth = 1; depth <= tokens.length; depth++) {
    const at = pointerTo(tokens.slice(0, depth));
    const found = reader.at(schema, at);
    if (found !== undefined && isNullable(found, reader)) return { pointer: at, value: null };
  }
  const parent = reader.at(schema, pointerTo(tokens.slice(0, -1)));
  const required = arrayOf(parent?.["required"]).includes(tokens.at(-1) ?? "");
  if (!required || declared === undefined) return undefined;
  return { pointer, value: typesOf(declared).includes("string") ? "" : 0 };
}

/** Some vendors write numbers as text. */
function typed(value: Json, schema: Schema | undefined): Json {
  const types = schema === undefined ? [] : typesOf(schema);
  const isText = types.includes("string") && !types.includes("integer") && !types.includes("number");
  return isText && typeof value !== "string" && value !== null ? asText(value) : value;
}

const wellKnown: readonly (readonly [RegExp, (hints: Hints) => number])[] = [
  [/^(total|total_?count|total_?items|total_?results|total_?size|items_?total)$/i, ({ total }) => total],
  [/^(count|size|result_?count|number_of_elements|num_results)$/i, ({ count }) => count],
  [/^(limit|per_?page|page_?size|max_?results|page_?limit)$/i, ({ size }) => size],
  [/^(offset|start|start_?at|start_?index|skip)$/i, ({ offset }) => offset],
  [/^(page|current_?page|page_?number)$/i, ({ offset, size }) => Math.floor(offset / size) + 1],
];

/** An envelope's own numbers and flags tell the truth, two levels down. */
function tell(value: Json, hints: Hints, depth: number): void {
  if (!isObject(value) || depth > 1) return;
  for (const [name, member] of Object.entries(value)) {
    const at = pointerTo([name]);
    const known = wellKnown.find(([pattern]) => pattern.test(name));
    if (typeof member === "number" && known !== undefined) write(value, at, known[1](hints));
    else if (typeof member === "boolean") write(value, at, /^(ok|success)$/i.test(name));
    else if (read(value, at) !== null) tell(member, hints, depth + 1);
  }
}
