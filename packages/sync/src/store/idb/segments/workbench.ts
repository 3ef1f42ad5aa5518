import type { Connection } from "../database/connection.ts";
import type { InTurn } from "../in-turn.ts";
import type { Sealer } from "../sealer.ts";
import type { SegmentSize } from "./pack.ts";
import type { Shelf } from "./shelf.ts";

/** What everything that writes segments works with. */
export interface Workbench {
  readonly connection: Connection;
  readonly shelf: Shelf;
  readonly size: SegmentSize;
  /** Absent: whoever has the disk may read what is on it. */
  readonly sealer?: Sealer | undefined;
  /** For everything that writes, so that each knows what the one before wrote. */
  readonly inTurn: InTurn;
}
