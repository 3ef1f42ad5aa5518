import type { DriftFinding } from "../receipt/receipt.ts";
import type { ObservedField, ObservedShape } from "./observed-shape.ts";

/** When a change is worth telling. */
export interface DriftThresholds {
  /** Sampled records, now and before, below which rates say nothing. Default 30. */
  readonly sample: number;
  /** Change of a null rate, from 0 to 1. Default 0.3. */
  readonly nullRate: number;
  /** Share of the last full run's records that a full run must bring. Default 0.5. */
  readonly volume: number;
  /** Factor by which records may become larger on average. Default 4. */
  readonly size: number;
}

/** What is kept of the runs before: the shape of the last one that says enough, and how many records the last full run had. */
export interface DriftHistory {
  readonly shape: ObservedShape;
  readonly volume?: number | undefined;
}

/** What changed since the runs before. Fields that come and go with the records of a small run say nothing. */
export function historyDrift(
  now: ObservedShape,
  before: ObservedShape,
  limits: DriftThresholds,
): readonly DriftFinding[] {
  if (before.records < limits.sample || now.records < limits.sample) return [];
  const pointers = new Set([...Object.keys(before.fields), ...Object.keys(now.fields)]);
  const fields = [...pointers].flatMap((pointer) => {
    const pair = { now: now.fields[pointer], before: before.fields[pointer], records: now, earlier: before };
    return fieldDrift(pointer, pair, limits);
  });
  return [...fields, ...sizeDrift(now, before, limits)];
}

interface Pair {
  readonly now: ObservedField | undefined;
  readonly before: ObservedField | undefined;
  readonly records: ObservedShape;
  readonly earlier: ObservedShape;
}

function fieldDrift(pointer: string, pair: Pair, limits: DriftThresholds): readonly DriftFinding[] {
  const { now, before, records, earlier } = pair;
  if (before === undefined)
    return [{ kind: "new_field", pointer, message: `The field ${pointer} was never there before.` }];
  if (now === undefined) {
    const always = before.seen === earlier.records;
    return always
      ? [{ kind: "missing_field", pointer, message: `The field ${pointer} was always there, and is gone.` }]
      : [];
  }
  const types = Object.keys(now.types).filter((type) => type !== "null" && !Object.hasOwn(before.types, type));
  const typed = Object.keys(before.types).some((type) => type !== "null");
  const rates = [nullRate(now, records), nullRate(before, earlier)] as const;
  const found: DriftFinding[] = [];
  if (typed && types.length > 0) {
    found.push({
      kind: "type_changed",
      pointer,
      message: `The field ${pointer} is ${types.join(" and ")}, which it never was.`,
    });
  }
  if (Math.abs(rates[0] - rates[1]) >= limits.nullRate) {
    const message = `The field ${pointer} is empty in ${percent(rates[0])} of the records, and was in ${percent(rates[1])}.`;
    found.push({ kind: "null_rate", pointer, message });
  }
  return [...found, ...valueDrift(pointer, now, before)];
}

/** Values that a field with few values never had. What they are is said by nobody: they may be a person's. */
function valueDrift(pointer: string, now: ObservedField, before: ObservedField): readonly DriftFinding[] {
  const known = before.values ?? [];
  // A field whose values mostly differ has no enumeration.
  if (known.length === 0 || known.length * 3 > before.seen) return [];
  const fresh = now.values?.filter((value) => !known.includes(value)).length;
  if (fresh === 0) return [];
  const message = `The field ${pointer} has ${fresh ?? "many"} values that it never had before.`;
  return [{ kind: "new_value", pointer, message }];
}

function sizeDrift(now: ObservedShape, before: ObservedShape, { size }: DriftThresholds): readonly DriftFinding[] {
  const [is, was] = [now.characters / now.records, before.characters / before.records];
  if (is < was * size) return [];
  return [
    { kind: "size", message: `Records are ${Math.round(is)} characters long on average, and were ${Math.round(was)}.` },
  ];
}

/** A full run that brings far less than the one before. */
export function volumeDrift(now: number, before: number | undefined, limits: DriftThresholds): readonly DriftFinding[] {
  if (before === undefined || before < limits.sample || now >= before * limits.volume) return [];
  return [
    { kind: "volume", message: `The list held ${now} records, and ${before} the last time that all of it was read.` },
  ];
}

/** What the next run is compared with. A run of few records adds what it saw, and takes nothing away. */
export function historyAfter(
  { shape, volume }: DriftHistory,
  now: { readonly observed: ObservedShape; readonly full: boolean; readonly received: number },
  limits: DriftThresholds,
): DriftHistory {
  const kept = now.full ? now.received : volume;
  const next = now.observed.records >= limits.sample || shape.records === 0 ? now.observed : shape;
  return {
    shape: { ...next, references: {}, fields: united(next, shape) },
    ...(kept !== undefined && { volume: kept }),
  };
}

/** Values that a field ever had, while they are few. */
function united(now: ObservedShape, before: ObservedShape): ObservedShape["fields"] {
  const fields = Object.entries(now.fields).map(([pointer, field]) => {
    const earlier = before.fields[pointer];
    if (earlier === undefined) return [pointer, field] as const;
    const values =
      earlier.values === undefined || field.values === undefined
        ? undefined
        : [...new Set([...earlier.values, ...field.values])].slice(0, 20);
    const { values: _, ...rest } = field;
    return [pointer, { ...rest, ...(values !== undefined && { values }) }] as const;
  });
  return Object.fromEntries(fields);
}

function nullRate({ seen, types }: ObservedField, { records }: ObservedShape): number {
  return (records - seen + (types.null ?? 0)) / records;
}

function percent(rate: number): string {
  return `${Math.round(rate * 100)} %`;
}
