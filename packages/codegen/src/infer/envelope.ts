import type { Json, Pointer } from "@waybill/sync/connector";
import { formatPointer } from "../load/json-pointer.ts";
import type { Model } from "./operation.ts";
import type { Shape } from "./shape.ts";

/** One place in an answer, outside the records. */
export interface Place {
  readonly pointer: Pointer;
  readonly path: readonly string[];
  readonly shape: Shape;
}

/** Deeper than `/links/pages/next/href` nobody keeps a page's position. */
const DEPTH = 4;
/** An object with more fields below the root is a record, not an envelope. */
const ENVELOPE_FIELDS = 30;

/** Every place of an answer down to the arrays, the shallow ones first. The root itself is the first. */
export function placesOf(model: Model, schema: Json | undefined): readonly Place[] {
  const places: Place[] = [{ pointer: "", path: [], shape: model.read(schema) }];
  for (const place of places) {
    if (place.path.length >= DEPTH || (place.path.length > 0 && place.shape.fields.size > ENVELOPE_FIELDS)) continue;
    if (place.shape.types.has("array") && place.shape.fields.size === 0) continue;
    for (const [name, field] of place.shape.fields) {
      const path = [...place.path, name];
      places.push({ pointer: pointerOf(path), path, shape: model.read(field) });
    }
  }
  return places;
}

/** A pointer in the connector's type. */
export function pointerOf(path: readonly string[]): Pointer {
  const text = formatPointer(path);
  return text.startsWith("/") ? `/${text.slice(1)}` : "";
}

/** True where the place lies in the array or object at `pointer`. */
export function isWithin(place: Place, pointer: Pointer): boolean {
  return place.pointer === pointer || place.pointer.startsWith(`${pointer}/`);
}
