import type { Json, JsonObject } from "@waybill/sync/connector";
import { isObject, objectAt } from "./json-value.ts";
import type { References } from "./references.ts";

/** Fields that a walk may enter below an answer: the envelope's. What a record's fields hold is not looked at. */
const DEPTH = 1;

/**
 * The holders of `$ref`s that an operation stands on: its parameters, bodies and responses, and of their schemas the envelope and the
 * record itself. A field further inside may be unknown and the list is still a list.
 */
export function structuralHolders(document: JsonObject, references: References): ReadonlySet<JsonObject> {
  const holders = new Set<JsonObject>();
  const seen = new Map<object, number>();
  const visit = (value: Json | undefined, fields: number): void => {
    if (typeof value !== "object" || value === null) return;
    if (fields > DEPTH || (seen.get(value) ?? DEPTH + 1) <= fields) return;
    seen.set(value, fields);
    if (isObject(value) && typeof value["$ref"] === "string") {
      holders.add(value);
      visit(references.target(value["$ref"]), fields);
    }
    for (const [key, member] of parts(value)) visit(member, depthOf(key, fields));
  };
  visit(objectAt(document, "paths"), 0);
  return holders;
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
