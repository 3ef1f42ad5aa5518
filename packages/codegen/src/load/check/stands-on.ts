import type { Json, JsonObject } from "@waybill/sync/connector";
import { isObject } from "../json/json-value.ts";
import type { References } from "../json/references.ts";

/** Fields that a walk may enter below an answer: the envelope's. What a record's fields hold is not looked at. */
const DEPTH = 1;

/**
 * The first of some holders of `$ref`s that a part of a document stands on: an operation's parameters, bodies and responses, and of their schemas the
 * envelope and the record itself. A field further inside may be unknown, and the list is still a list.
 */
export function standsOn(root: Json, holders: ReadonlySet<JsonObject>, references: References): JsonObject | undefined {
  const seen = new Map<object, number>();
  const stack: { readonly value: Json | undefined; readonly fields: number }[] = [{ value: root, fields: 0 }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { value, fields } = step;
    if (typeof value !== "object" || value === null) continue;
    if (fields > DEPTH || (seen.get(value) ?? DEPTH + 1) <= fields) continue;
    seen.set(value, fields);
    if (isObject(value) && holders.has(value)) return value;
    if (isObject(value) && typeof value["$ref"] === "string")
      stack.push({ value: references.target(value["$ref"]), fields });
    for (const [key, member] of parts(value)) stack.push({ value: member, fields: depthOf(key, fields) });
  }
  return undefined;
}
/** The parts of a value that are not data, each with the member it stands under. */
function parts(value: object): readonly (readonly [string, Json])[] {
  return Object.entries(value).flatMap(([key, member]: [string, Json]): readonly (readonly [string, Json])[] => {
    if (key === "example" || key === "examples" || key === "default" || key.startsWith("x-")) return [];
    if (key === "properties" && isObject(member)) return Object.values(member).map((field) => [key, field]);
    return [[key, member]];
  });
}

/** A field is one further in; what is in an array is a record, whose fields are too far. */
function depthOf(key: string, fields: number): number {
  if (key === "properties") return fields + 1;
  return key === "items" ? DEPTH : fields;
}
