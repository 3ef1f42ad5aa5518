import type { Json, JsonObject } from "../connector/json.ts";
import { isJsonArray, isJsonObject, pointerTo } from "../connector/pointer.ts";
import type { Pointer } from "../connector/refs.ts";
import { isClassed } from "../record/has-classed-key.ts";

export type FieldType = "null" | "string" | "boolean" | "integer" | "number" | "array" | "object";

/** What was seen of one field in the sampled records. */
export interface ObservedField {
  /** Records that had it. */
  readonly seen: number;
  readonly types: Readonly<Partial<Record<FieldType, number>>>;
  /** How many of the strings are whole numbers beyond 2^53, which arrive as the text of their digits. Absent: none. */
  readonly great?: number | undefined;
  /** Different texts, while they are few and short and the field has no class. Absent: too many, or none of our business. */
  readonly values?: readonly string[] | undefined;
}

/** The shape of sampled records. Its size is bounded whatever a vendor sends. */
export interface ObservedShape {
  readonly records: number;
  /** Characters of JSON, together. */
  readonly characters: number;
  readonly fields: Readonly<Record<string, ObservedField>>;
  /** Keys of other streams that records name, by field. */
  readonly references: Readonly<Record<string, readonly string[]>>;
}

export const nothingObserved: ObservedShape = Object.freeze({ records: 0, characters: 0, fields: {}, references: {} });

const most = { sample: 20, fields: 200, values: 20, valueLength: 40, references: 100, depth: 2 } as const;

export interface Observing {
  /** Fields whose values are of nobody's business, like all that lies below them. */
  readonly classed: readonly string[];
  /** Fields that hold keys of other streams. */
  readonly references: readonly string[];
}

/** The shape with a page's records added: of a long page some. Costs the same for a page of 10,000 as for one of 20. */
export function observePage(before: ObservedShape, items: readonly Json[], by: Observing): ObservedShape {
  const sample = spread(items).filter(isJsonObject);
  const fields = new Map(Object.entries(before.fields));
  let characters = before.characters;
  for (const record of sample) {
    characters += JSON.stringify(record).length;
    for (const [pointer, value] of fieldsOf(record)) observeField(fields, { pointer, value, by });
  }
  return {
    records: before.records + sample.length,
    characters,
    fields: Object.fromEntries(fields),
    references: referencesIn(before.references, sample, by),
  };
}

/** Some of a long page, one of each equal part of it, and not at the same place of each: records may alternate. Chosen by the length alone. */
function spread(items: readonly Json[]): readonly Json[] {
  const part = items.length / most.sample;
  if (part <= 1) return items;
  const places = Array.from({ length: most.sample }, (_, at) => Math.floor((at + ((at * golden) % 1)) * part));
  return places.map((place) => items[place] ?? null);
}

/** Multiples of it modulo one spread evenly without a period. */
const golden = 0.618_033_988_75;

/** Every field of a record down to the second level, with its pointer. */
export function fieldsOf(record: JsonObject, above: readonly string[] = []): readonly (readonly [Pointer, Json])[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const path = [...above, name];
    const own = [pointerTo(...path), value] as const;
    return isJsonObject(value) && path.length < most.depth ? [own, ...fieldsOf(value, path)] : [own];
  });
}

export function typeOf(value: Json): FieldType {
  if (value === null) return "null";
  if (isJsonArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "string" ? "string" : typeof value === "boolean" ? "boolean" : "object";
}

/** Whether a text may stand for an integer beyond 2^53. */
export function isGreatInteger(value: Json): boolean {
  return typeof value === "string" && /^-?\d{16,}$/.test(value);
}

function observeField(
  fields: Map<string, ObservedField>,
  { pointer, value, by }: { readonly pointer: Pointer; readonly value: Json; readonly by: Observing },
): void {
  const before = fields.get(pointer);
  if (before === undefined && fields.size >= most.fields) return;
  const type = typeOf(value);
  const { seen = 0, types = {}, great = 0 }: Partial<ObservedField> = before ?? {};
  const greatNow = great + (isGreatInteger(value) ? 1 : 0);
  const values = isClassed(pointer, by.classed) ? undefined : valuesWith(before, value);
  fields.set(pointer, {
    seen: seen + 1,
    types: { ...types, [type]: (types[type] ?? 0) + 1 },
    ...(greatNow > 0 && { great: greatNow }),
    ...(values !== undefined && { values }),
  });
}

function valuesWith(before: ObservedField | undefined, value: Json): readonly string[] | undefined {
  const known = before === undefined ? [] : before.values;
  if (known === undefined || value === null) return known;
  if (typeof value !== "string" || value.length > most.valueLength) return undefined;
  if (known.includes(value)) return known;
  return known.length < most.values ? [...known, value] : undefined;
}

function referencesIn(
  before: ObservedShape["references"],
  sample: readonly JsonObject[],
  { references }: Observing,
): ObservedShape["references"] {
  const found = new Map(Object.entries(before));
  for (const record of sample) {
    const fields = new Map<string, Json>(fieldsOf(record));
    for (const pointer of references) {
      const value = fields.get(pointer);
      if (typeof value !== "string" && typeof value !== "number") continue;
      const keys = new Set(found.get(pointer)).add(String(value));
      if (keys.size <= most.references) found.set(pointer, [...keys]);
    }
  }
  return Object.fromEntries(found);
}
