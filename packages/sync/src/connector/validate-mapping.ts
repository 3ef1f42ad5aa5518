import type { FieldMapping, Mapping } from "./mapping.ts";
import { dictionaryOf, json, objectOf, oneOf, optional } from "./shape.ts";
import type { Check } from "./shape.ts";
import { pointer } from "./validate-refs.ts";

const INSTANTS = ["date-time", "date", "epoch-s", "epoch-ms"] as const;

const rule = objectOf<FieldMapping>({
  from: pointer,
  to: optional(oneOf("text", "number", "boolean", ...INSTANTS)),
  written: optional(oneOf(...INSTANTS)),
  fallback: optional(json),
});

/** A bare pointer, or a rule. */
const field: Check = (value, path) => (typeof value === "string" ? pointer : rule)(value, path);

/** Checks that a value is a mapping, with every member of its rules. */
export const checkMapping: Check = objectOf<Mapping>({ fields: dictionaryOf(field), others: oneOf("keep", "drop") });
