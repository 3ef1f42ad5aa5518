import { checkBatch, refuseJobs } from "../check-batch.ts";
import { commitEvent } from "../commit-event.ts";
import type { Batch, CommitEvent } from "../contract.ts";
import { judgePreconditions } from "../preconditions.ts";
import { byCodeUnits } from "../record-view.ts";
import { readBefore } from "./read-before.ts";
import type { Before } from "./read-before.ts";
import { entriesOf, placeSegments, shelvedAfter } from "./segments/add-segments.ts";
import type { Written } from "./segments/add-segments.ts";
import { emptyDirectory } from "./segments/directory.ts";
import type { Directory } from "./segments/directory.ts";
import { encodeRecords } from "./segments/encode-records.ts";
import { packRows } from "./segments/pack.ts";
import type { SegmentSize } from "./segments/pack.ts";
import type { Row, Segment } from "./segments/segment.ts";
import type { Workbench } from "./segments/take-step.ts";
import { storesOfBatch } from "./stores-of-batch.ts";
import { writeBatch } from "./write-batch.ts";

/** What came of it: what to tell, and the segments that are new, with the directory since. */
export interface Committed {
  readonly event: CommitEvent;
  readonly added: readonly Segment[];
  readonly directory: Directory;
}

/** One batch in one transaction: read what it depends on, judge, write. Tells what to tell once it is committed. */
export async function commitBatch({ connection, shelf, size }: Workbench, batch: Batch): Promise<Committed> {
  checkBatch(batch);
  refuseJobs(batch);
  const records = encodeRecords(batch.put ?? []);
  const work = await connection.write({ stores: storesOfBatch(batch), durability: batch.durability }, async (tx) => {
    const before = await readBefore(tx, batch, shelf);
    judgePreconditions(batch.expect, before);
    const event = commitEvent(batch, before.head.commit + 1);
    const written = segmentsFor(batch, { before, records, commit: event.commit, size });
    const counts = writeBatch(tx, { batch, before, event, written });
    return { before, event, written, counts };
  });
  const { before, event, written, counts } = work;
  const added = written.map(({ segment }) => segment);
  if (before.shelved === undefined || counts === undefined) return { event, added, directory: emptyDirectory };
  const shelved = shelvedAfter(before.shelved, written, counts);
  shelf.adopt([batch.connection, batch.stream ?? ""], shelved, entriesOf(written));
  return { event, added, directory: shelved.directory };
}

interface Packing {
  readonly before: Before;
  readonly records: readonly Row[];
  readonly commit: number;
  readonly size: SegmentSize;
}

const nothing = new Uint8Array();

/** The batch's records, and a removal for each record that it takes away. */
function segmentsFor(batch: Batch, { before, records, commit, size }: Packing): readonly Written[] {
  if (before.shelved === undefined) return [];
  const put = new Set(records.map(({ key }) => key));
  const gone = [...new Set(batch.remove)].filter((key) => before.known.has(key) && !put.has(key));
  const removals = gone.map((key) => ({ key, hash: "", run: "", commit, body: nothing }));
  const rows = [...records.map((row) => ({ ...row, commit })), ...removals];
  const ascending = removals.length === 0 ? rows : rows.toSorted((a, b) => byCodeUnits(a.key, b.key));
  return placeSegments(before.shelved.directory, packRows(ascending, size), before.head.segments);
}
