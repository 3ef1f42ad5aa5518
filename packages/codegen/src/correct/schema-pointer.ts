import type { Json } from "@waybill/sync/connector";
import type { Model } from "../infer/document/operation.ts";
import { formatPointer, parsePointer } from "../load/json/json-pointer.ts";

/** Where a pointer leads in what a schema promises. `free`: the schema says nothing of what is there, and anything may be. */
export type SchemaPlace =
  | { readonly kind: "found"; readonly schema: Json | undefined }
  | { readonly kind: "free" }
  | { readonly kind: "missing"; readonly at: string; readonly known: readonly string[] };

/** Follows a pointer into values that a schema describes. */
export function followPointer(model: Model, schema: Json | undefined, pointer: string): SchemaPlace {
  let current = schema;
  const passed: string[] = [];
  for (const segment of parsePointer(pointer)) {
    const shape = model.read(current);
    if (shape.items !== undefined && /^\d+$/.test(segment)) current = shape.items;
    else if (shape.fields.has(segment)) current = shape.fields.get(segment);
    else if (shape.fields.size === 0) return { kind: "free" };
    else {
      const known = [...shape.fields.keys()].map((name) => formatPointer([...passed, name]));
      return { kind: "missing", at: formatPointer([...passed, segment]), known };
    }
    passed.push(segment);
  }
  return { kind: "found", schema: current };
}
