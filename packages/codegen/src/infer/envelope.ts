import type { Json, Pointer } from "@waybill/sync/connector";
import { memberPointer } from "../load/json-pointer.ts";
import type { Model } from "./operation.ts";
import type { Shape } from "./shape.ts";
import { flat } from "./words.ts";

/** One place in an answer, outside the records. */
export interface Place {
  readonly pointer: Pointer;
  readonly path: readonly string[];
  /** The last member name without its namespace (`hydra:next`, `@odata.nextLink`), flattened; empty at the root. */
  readonly name: string;
  readonly shape: Shape;
}

/** Deeper than `/links/pages/next/href` nobody keeps a page's position. */
const DEPTH = 4;
/** An object with more fields is a record and no envelope: what is in its objects says nothing about pages. */
const ENVELOPE_FIELDS = 30;

/** Every place of an answer down to the arrays, the shallow ones first. The root itself is the first. */
export function placesOf(model: Model, schema: Json | undefined): readonly Place[] {
  const root = model.read(schema);
  const isInRecord = (place: Place): boolean =>
    place.path.length > 0 && Math.max(root.fields.size, place.shape.fields.size) > ENVELOPE_FIELDS;
  const places: Place[] = [{ pointer: "", path: [], name: "", shape: root }];
  for (const place of places) {
    if (place.path.length >= DEPTH || isInRecord(place)) continue;
    if (place.shape.types.has("array") && place.shape.fields.size === 0) continue;
    for (const [name, field] of place.shape.fields) {
      const pointer = memberPointer(place.pointer, name);
      places.push({ pointer, path: [...place.path, name], name: flat(localName(name)), shape: model.read(field) });
    }
  }
  return places;
}

function localName(name: string): string {
  return name.replace(/^@?[a-z]+[:.](?=[a-z])/i, "");
}

/** True where the place lies in the array or object at `pointer`. */
export function isWithin(place: Place, pointer: Pointer): boolean {
  return place.pointer === pointer || place.pointer.startsWith(`${pointer}/`);
}
