import type { Json, JsonObject } from "../connector/json.ts";
import type { FieldMapping, Mapping } from "../connector/mapping.ts";
import { pointerSegments, pointerTo, readPointer } from "../connector/pointer.ts";
import type { Pointer } from "../connector/refs.ts";
import { convertValue } from "./convert-value.ts";

/** Where one member of the product's record comes from, and what was done with it on the way. */
export interface MappedMember {
  /** Name in the product's record. */
  readonly name: string;
  readonly from: Pointer;
  /** `kept`: no field names it. `as sent`: taken without a change. `fallback`: the vendor sent nothing. `absent`: so did the mapping. */
  readonly how: "kept" | "as sent" | "converted" | "fallback" | "absent" | "impossible";
  /** What it should become, where it is converted. */
  readonly to?: FieldMapping["to"] | undefined;
  readonly value?: Json | undefined;
}

export type MapOutcome =
  | { readonly ok: true; readonly data: JsonObject }
  /** `message` names fields, never values. */
  | { readonly ok: false; readonly message: string; readonly pointer: Pointer };

/** The product's record, by a mapping. Pure: what is stored can be mapped again, with the same result. */
export function mapRecord(mapping: Mapping, raw: JsonObject): MapOutcome {
  const members = lineage(mapping, raw);
  const impossible = members.find(({ how }) => how === "impossible");
  if (impossible !== undefined) return refused(impossible);
  // fromEntries defines members instead of assigning them, so `__proto__` sets no prototype.
  const present = members.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  return { ok: true, data: Object.fromEntries(present) };
}

/** Every member of the product's record with its origin: what a field is made of, and why it is not there. */
export function lineage(mapping: Mapping, raw: JsonObject): readonly MappedMember[] {
  const fields = Object.entries(mapping.fields).map(([name, rule]) => member(name, ruleOf(rule), raw));
  return mapping.others === "drop" ? fields : [...others(mapping, raw), ...fields];
}

function ruleOf(rule: Pointer | FieldMapping): FieldMapping {
  return typeof rule === "string" ? { from: rule } : rule;
}

function member(name: string, rule: FieldMapping, raw: JsonObject): MappedMember {
  const { from, to, fallback } = rule;
  const sent = readPointer(raw, from);
  if (sent === undefined || sent === null) {
    if (fallback !== undefined) return { name, from, how: "fallback", value: fallback };
    return sent === null ? { name, from, how: "as sent", value: null } : { name, from, how: "absent" };
  }
  if (to === undefined) return { name, from, how: "as sent", value: sent };
  const value = convertValue(sent, rule);
  return value === undefined ? { name, from, how: "impossible", to } : { name, from, how: "converted", to, value };
}

/** The outermost members that no field is taken from and no field replaces. */
function others(mapping: Mapping, raw: JsonObject): readonly MappedMember[] {
  const taken = new Set(Object.values(mapping.fields).map((rule) => pointerSegments(ruleOf(rule).from)[0]));
  return Object.entries(raw)
    .filter(([name]) => !taken.has(name) && !Object.hasOwn(mapping.fields, name))
    .map(([name, value]) => ({ name, from: pointerTo(name), how: "kept", value }));
}

function refused({ name, from, to }: MappedMember): MapOutcome {
  return {
    ok: false,
    message: `The field ${from} cannot become the ${to ?? "value"} that "${name}" is to be, so the record is kept aside. Correct the mapping.`,
    pointer: from,
  };
}
