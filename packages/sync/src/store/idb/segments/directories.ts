import { from, under } from "../rows/ranges.ts";
import { rowsVersion, unreadable } from "../rows/rows.ts";
import type { StreamRow } from "../rows/rows.ts";
import type { AnyTransaction, SegmentKey } from "../database/schema.ts";
import { changeDirectory, emptyDirectory, sizeOf } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { recentlyUsed } from "../../../recently-used.ts";
import type { Remembering } from "./remembering.ts";
import { segmentOf } from "./segment.ts";
import type { OfStream, Segment } from "./segment.ts";

/** Which change of a stream's segments something is as of. */
export type AsOf = Pick<StreamRow, "version" | "epoch" | "packed">;

/** The directories of streams as this handle last saw them. */
export interface Directories {
  /** Of exactly this change, if it is remembered. */
  get(of: OfStream, asOf: AsOf): Directory | undefined;
  /** Of this change, which the transaction sees: reads what came since, or all. */
  read(tx: AnyTransaction, of: OfStream, asOf: AsOf): Promise<Directory>;
  put(of: OfStream, asOf: AsOf, directory: Directory): void;
  clear(): void;
}

interface Known extends AsOf {
  readonly directory: Directory;
}

export function rememberedDirectories({ segments }: Remembering): Directories {
  const known = recentlyUsed<string, Known>({ most: segments, weigh: ({ directory }) => sizeOf(directory) });
  let lineage = 0;
  /** Of streams that nothing is known of. */
  let none = { version: 0, directory: emptyDirectory };

  function get(of: OfStream, { version }: AsOf): Directory | undefined {
    const found = known.get(JSON.stringify(of)) ?? none;
    return found.version === version ? found.directory : undefined;
  }

  function begun(directory: Directory): Directory {
    lineage += 1;
    return { ...directory, lineage };
  }

  function put(of: OfStream, { version, epoch, packed }: AsOf, directory: Directory): void {
    known.put(JSON.stringify(of), { directory, version, epoch, packed });
  }

  return {
    get,
    put,
    async read(tx, of, asOf) {
      const remembered = get(of, asOf);
      if (remembered !== undefined) return remembered;
      const last = known.get(JSON.stringify(of));
      const since = goesOnFrom(last, asOf);
      const range = since === undefined ? under(...of) : from(of, since.version + 1);
      const added = readSegments(await tx.objectStore("entries").getAllKeys(range));
      const current = changeDirectory(since?.directory ?? emptyDirectory, { added });
      // Compaction alone changes no row.
      const isSame = last !== undefined && rowsVersion(last) === rowsVersion(asOf);
      const directory = isSame ? { ...current, lineage: last.directory.lineage } : begun(current);
      put(of, asOf, directory);
      return directory;
    },
    clear() {
      known.clear();
      none = { ...none, directory: begun(emptyDirectory) };
    },
  };
}

/** Segments are only ever added between two epochs, each with an id above all earlier ones. */
function goesOnFrom(known: Known | undefined, { version, epoch }: AsOf): Known | undefined {
  return known?.epoch === epoch && known.version < version ? known : undefined;
}

function readSegments(keys: readonly SegmentKey[]): readonly Segment[] {
  return keys.map((key) => {
    const segment = segmentOf(key);
    if (segment === undefined) throw unreadable("entry of the directory");
    return segment;
  });
}
