import type { Batch } from "../contract.ts";
import type { Raw } from "./reads/own-rows.ts";
import type { Found } from "./segments/find.ts";
import type { Packed } from "./segments/pack.ts";
import type { OfStream } from "./segments/segment.ts";

/**
 * Seals what a store keeps before a transaction begins, and opens it once one has ended: a transaction of IndexedDB waits for no cipher. By what finds a
 * record it is found in the clear: keys, where bodies end, and where entries came from. Each member gives what it was given, sealed or open, and rejects
 * with a `storage` failure for what its key did not seal for that place.
 */
export interface Sealer {
  /** Tells its key from others, and is kept with the database. */
  readonly mark: string;
  /** Everything of a batch but its records, as it is when this is called. */
  sealBatch(batch: Batch): Promise<Batch>;
  sealSegments(of: OfStream, packed: readonly Packed[]): Promise<readonly Packed[]>;
  openSegments<Kept extends Packed>(of: OfStream, kept: readonly Kept[]): Promise<readonly Kept[]>;
  openHashes(of: OfStream, kept: ReadonlyMap<string, Found>): Promise<ReadonlyMap<string, Found>>;
  openViews(of: OfStream, kept: Raw): Promise<Raw>;
}
