import type { Pointer } from "../../../connector/refs.ts";
import type { DeclaredIndexes } from "../../contract.ts";
import type { OfStream } from "../segments/segment.ts";

/**
 * What was declared through this handle. Another tab's connector may be of another version and declare less, which takes the rest away: whoever declared it
 * here still finds by it, without an index that helps. To declare it again would have two tabs take each other's away in turn.
 */
export interface OwnDeclared {
  declared(connection: string, indexes: DeclaredIndexes): void;
  fields(of: OfStream): readonly Pointer[];
  /** Of one connection, or of all. */
  erased(connection: string | undefined): void;
}

export function ownDeclared(): OwnDeclared {
  const all = new Map<string, ReadonlyMap<string, readonly Pointer[]>>();
  return {
    declared: (connection, indexes) => void all.set(connection, new Map(Object.entries(indexes))),
    fields: ([connection, stream]) => all.get(connection)?.get(stream) ?? [],
    erased(connection) {
      if (connection === undefined) all.clear();
      else all.delete(connection);
    },
  };
}
