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
  const failed = ({ kind, name, given }: FailedCall): void => {
    counter.count(`storage ${kind}`);
    stage.trace(() => `${process.name} ${name} fails: ${kind}`);
    const [batch] = given;
    if (name !== "commit" || kind === "unsure" || !isBatch(batch)) return;
    const { connection, stream = "" } = batch;
    const watches = all.find((each) => each.connection === connection)?.watches;
    unwritten.get(connection)?.failed(batch, watches?.get(stream)?.checkpoint);
  };
  return createDisk({ store, now: () => world.now(), failed });
}

/** The only argument of `commit`. */
function isBatch(given: unknown): given is Batch {
  return typeof given === "object" && given !== null && "connection" in given;
}
