import type { Json } from "@waybill/sync/connector";
import { isArray } from "../document/pointer.ts";
import type { Entry } from "./entry.ts";
import type { Vendor } from "./vendor.ts";

const shown = (entry: Entry): Json => entry.record();

/** Changes at the vendor's side: what its own users do while a product syncs. Keys are the primary key's values, one or in order. */
export interface RecordEdits {
  /** Adds a record; `parent` holds the parameters that a nested stream's parents fill. Returns it. */
  create(stream: string, fields?: Json, parent?: Readonly<Record<string, Json>>): Json;
  /** Merges fields into a record; its update time moves. Throws when there is none. */
  update(stream: string, key: Json, fields: Json): Json;
  /** Deletes a record in the vendor's way. Throws when there is none. */
  remove(stream: string, key: Json): void;
}

export function edits(vendor: Vendor, now: () => number): RecordEdits {
  const locate = (stream: string, key: Json) => {
    const found = vendor.locate(stream, isArray(key) ? key : [key]);
    if (found === undefined)
      throw new Error(
        `The emulator holds no record ${JSON.stringify(key)} in ${stream}; records(${JSON.stringify(stream)}) lists those it has.`,
      );
    return found;
  };
  return {
    create(stream, fields = {}, parent = {}) {
      const missing = vendor.missingParents(stream, parent);
      if (missing.length > 0)
        throw new Error(
          `A record of ${stream} belongs to a parent; name it by ${missing.join(" and ")} in the third argument.`,
        );
      return shown(vendor.collection(stream, parent).create(fields, now()));
    },
    update(stream, key, fields) {
      const { collection, entry } = locate(stream, key);
      return shown(collection.update(entry, fields, now()));
    },
    remove(stream, key) {
      const { collection, entry } = locate(stream, key);
      collection.remove(entry, now());
    },
  };
}
