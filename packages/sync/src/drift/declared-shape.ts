import type { Json } from "../connector/json.ts";
import type { DriftFinding } from "../receipt/receipt.ts";
import { isGreatInteger, typeOf } from "./observed-shape.ts";
import type { FieldType, ObservedField } from "./observed-shape.ts";

/** What a document promises of one stream's records: `shape.ts` of a generated connector. Field -> types joined by `|`, `?` at the end: may be missing. */
export type DeclaredShape = Readonly<Record<string, string>>;

interface Promised {
  readonly types: readonly string[];
  readonly optional: boolean;
}

function promised(text: string): Promised {
  const optional = text.endsWith("?");
  return { optional, types: (optional ? text.slice(0, -1) : text).split("|") };
}

/** Whether a value of a type is what was promised. A whole number is a number. */
function fits(type: FieldType, { types }: Promised): boolean {
  return types.includes("any") || types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The first field of a record that is not as promised: of another type, or missing. New fields are no reason. */
export function misfitOf(
  declared: DeclaredShape,
  fields: ReadonlyMap<string, Json>,
): { readonly pointer: string; readonly message: string } | undefined {
  for (const [pointer, text] of Object.entries(declared)) {
    const promise = promised(text);
    const value = fields.get(pointer);
    if (value === undefined) {
      if (promise.optional || !holderThere(pointer, fields)) continue;
      return { pointer, message: `The field ${pointer} is missing, and the document promises it.` };
    }
    const type = typeOf(value);
    if (!fits(type, promise) && !(isGreatInteger(value) && mayBeGreat(promise))) {
      return {
        pointer,
        message: `The field ${pointer} is ${type}, and the document promises ${promise.types.join(" or ")}.`,
      };
    }
  }
  return undefined;
}

/** Where numbers are promised, one beyond 2^53 arrives as text. */
function mayBeGreat({ types }: Promised): boolean {
  return types.includes("integer") || types.includes("number");
}

/** A field within an object is missed only where the object is. */
function holderThere(pointer: string, fields: ReadonlyMap<string, Json>): boolean {
  const holder = pointer.slice(0, pointer.lastIndexOf("/"));
  const value = fields.get(holder);
  return holder === "" || (typeof value === "object" && value !== null && !Array.isArray(value));
}

/** What the sampled records show that the document does not. */
export function declaredDrift(
  declared: DeclaredShape,
  { fields, records }: { readonly fields: Readonly<Record<string, ObservedField>>; readonly records: number },
): readonly DriftFinding[] {
  const found: DriftFinding[] = [];
  for (const [pointer, field] of Object.entries(fields)) {
    const text = declared[pointer];
    if (text !== undefined && Object.hasOwn(declared, pointer))
      found.push(...typeDrift(pointer, field, promised(text)));
    else if (isNew(pointer, declared)) {
      found.push({ kind: "new_field", pointer, message: `The field ${pointer} is not in the document.` });
    }
  }
  for (const [pointer, text] of Object.entries(declared)) {
    const missing = holders(pointer, fields, records) - (fields[pointer]?.seen ?? 0);
    if (promised(text).optional || missing <= 0) continue;
    const message = `The field ${pointer} is missing in ${missing} of ${records} sampled records, and the document promises it.`;
    found.push({ kind: "missing_field", pointer, message });
  }
  return found;
}

function typeDrift(pointer: string, { types, great }: ObservedField, promise: Promised): readonly DriftFinding[] {
  const areGreat = great === types.string && mayBeGreat(promise);
  const wrong = Object.keys(types).filter(
    (type) => !fits(asFieldType(type), promise) && !(areGreat && type === "string"),
  );
  if (wrong.length === 0) return [];
  const message = `The field ${pointer} is ${wrong.join(" and ")}, and the document promises ${promise.types.join(" or ")}.`;
  return [{ kind: "type_changed", pointer, message }];
}

function asFieldType(type: string): FieldType {
  const known: readonly FieldType[] = ["null", "string", "boolean", "integer", "number", "array", "object"];
  return known.find((one) => one === type) ?? "object";
}

/** A field within an object that the document does not go into is not new. */
function isNew(pointer: string, declared: DeclaredShape): boolean {
  const holder = pointer.slice(0, pointer.lastIndexOf("/"));
  return holder === "" || Object.keys(declared).some((one) => one.startsWith(`${holder}/`));
}

/** Sampled records in which a field could have been. */
function holders(pointer: string, fields: Readonly<Record<string, ObservedField>>, records: number): number {
  const holder = pointer.slice(0, pointer.lastIndexOf("/"));
  return holder === "" ? records : (fields[holder]?.types.object ?? 0);
}
