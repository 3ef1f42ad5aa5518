import type { Json, Pointer } from "@waybill/sync/connector";
import { memberPointer } from "../../load/json/json-pointer.ts";
import { remember } from "../words/remember.ts";
import type { Shape, ShapeReader } from "./shape.ts";
import { flat } from "../words/words.ts";

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
export type PlaceReader = (schema: Json | undefined) => readonly Place[];

/** Reads the places of answers; of several operations with one answer they are read once. */
export function createPlaceReader(read: ShapeReader): PlaceReader {
  const known = new WeakMap<Shape, readonly Place[]>();
  return (schema) => {
    const root = read(schema);
    const places = known.get(root) ?? placesOf(root, read);
    known.set(root, places);
    return places;
  };
}

function placesOf(root: Shape, read: ShapeReader): readonly Place[] {
  const isInRecord = (place: Place): boolean =>
    place.path.length > 0 && Math.max(root.fields.size, place.shape.fields.size) > ENVELOPE_FIELDS;
  const places: Place[] = [{ pointer: "", path: [], name: "", shape: root }];
  for (const place of places) {
    if (place.path.length >= DEPTH || isInRecord(place)) continue;
    if (place.shape.types.has("array") && place.shape.fields.size === 0) continue;
    for (const [name, field] of place.shape.fields) {
      places.push(new MemberPlace(place, name, read(field)));
    }
  }
  return places;
}

/** Its pointer is asked for in few places: most members say nothing about pages. */
class MemberPlace implements Place {
  readonly path: readonly string[];
  readonly name: string;
  readonly shape: Shape;
  readonly #holder: Place;
  readonly #member: string;

  constructor(holder: Place, member: string, shape: Shape) {
    this.path = [...holder.path, member];
    this.name = nameOfMember(member);
    this.shape = shape;
    this.#holder = holder;
    this.#member = member;
  }

  get pointer(): Pointer {
    return memberPointer(this.#holder.pointer, this.#member);
  }
}

const nameOfMember = remember((member) => flat(localName(member)));

function localName(name: string): string {
  return name.replace(/^@?[a-z]+[:.](?=[a-z])/i, "");
}

/** True where the place lies in the array or object at `pointer`. */
export function isWithin(place: Place, pointer: Pointer): boolean {
  const own = place.pointer;
  return own.startsWith(pointer) && (own.length === pointer.length || own[pointer.length] === "/");
}
