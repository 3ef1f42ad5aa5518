import type { Batch, Store } from "@waybill/sync/store";
import type { FailedWrites } from "../checks/failed-writes.ts";
import { createDisk } from "../seams/disk.ts";
import type { Disk, FailedCall } from "../seams/disk.ts";
import type { Process } from "../world/process.ts";
import type { Stage } from "./stage.ts";

interface DiskParts {
  readonly store: Store;
  /** By connection. */
  readonly unwritten: ReadonlyMap<string, FailedWrites>;
}

/** The storage of one process, with what fails of it counted, and what it could not write taken down. */
export function diskOf(stage: Stage, process: Process, { store, unwritten }: DiskParts): Disk {
  const { world, counter, all } = stage;
  const unanswered = (kind: FailedCall["kind"], batch: Batch): void => {
    const { connection, stream = "" } = batch;
    const watch = all.find((each) => each.connection === connection)?.watches.get(stream);
    watch?.failed(process, batch);
    const writes = unwritten.get(connection);
    if (kind === "unsure") writes?.unsure(batch);
    else writes?.failed(batch, watch?.checkpoint);
  };
  const failed = ({ kind, name, given }: FailedCall): void => {
    counter.count(`storage ${kind}`);
    stage.trace(() => `${process.name} ${name} fails: ${kind}`);
    for (const writes of unwritten.values()) writes.failedAnew();
    if (name === "checkpoint" || name === "receipt")
      for (const { watches } of all) for (const watch of watches.values()) watch.unread(process);
    const [batch] = given;
    if (name === "commit" && isBatch(batch)) unanswered(kind, batch);
  };
  return createDisk({ store, now: () => world.now(), failed });
}

/** The only argument of `commit`. */
function isBatch(given: unknown): given is Batch {
  return typeof given === "object" && given !== null && "connection" in given;
}
