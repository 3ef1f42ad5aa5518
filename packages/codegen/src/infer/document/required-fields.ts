import type { Json, JsonObject } from "@waybill/sync/connector";
import { arrayAt, isArray, isObject } from "../../load/json/json-value.ts";
import type { References } from "../../load/json/references.ts";

/** A value that is composed deeper is not followed to its end: it promises nothing there. */
const DEPTH = 100;

const NONE: ReadonlySet<string> = new Set();

/**
 * The members that every object has which a schema describes: what it requires itself, what it is composed of, and of alternatives what all of them
 * require that allow an object. A field that one alternative alone requires may be missing.
 */
export function requiredFields(schema: JsonObject, references: References): ReadonlySet<string> {
  const known = new Map<object, ReadonlySet<string> | undefined>();

  /** Undefined where no object fits the schema. */
  const requiredBy = (written: Json | undefined, depth: number): ReadonlySet<string> | undefined => {
    if (!isObject(written) || depth > DEPTH) return NONE;
    if (known.has(written)) return known.get(written);
    known.set(written, NONE); // a circle promises nothing more
    const found = read(written, depth + 1);
    known.set(written, found);
    return found;
  };

  const read = (written: JsonObject, depth: number): ReadonlySet<string> | undefined => {
    if (!allowsObject(written)) return undefined;
    const target = typeof written["$ref"] === "string" ? [references.resolve(written)] : [];
    const together = [...target, ...arrayAt(written, "allOf")].map((part) => requiredBy(part, depth));
    const alternatives = alternativesOf(written).map((each) => common(each.map((one) => requiredBy(one, depth))));
    const composed = [...together, ...alternatives];
    if (composed.includes(undefined)) return undefined;
    const own = arrayAt(written, "required").filter((name) => typeof name === "string");
    return new Set([...own, ...composed.flatMap((names) => [...(names ?? [])])]);
  };

  return requiredBy(schema, 0) ?? NONE;
}

/** Each list of alternatives; a tuple where no array is declared is one, too: documents of version 2 write alternatives this way. */
function alternativesOf(schema: JsonObject): readonly (readonly Json[])[] {
  const tuple = schema["type"] === "array" ? [] : arrayAt(schema, "items");
  return [arrayAt(schema, "anyOf"), arrayAt(schema, "oneOf"), tuple].filter((each) => each.length > 0);
}

function common(each: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  const [first, ...others] = each.filter((names) => names !== undefined);
  return first === undefined
    ? undefined
    : new Set([...first].filter((name) => others.every((names) => names.has(name))));
}

function allowsObject(schema: JsonObject): boolean {
  const { type } = schema;
  if (isArray(type) ? !type.includes("object") : typeof type === "string" && type !== "object") return false;
  const values = "const" in schema ? [schema["const"]] : arrayAt(schema, "enum");
  return values.length === 0 || values.some((value) => isObject(value));
}
