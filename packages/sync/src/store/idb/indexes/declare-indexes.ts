import type { DeclaredIndexes } from "../../contract.ts";
import { readHead, writeStep } from "../rows/head.ts";
import { under } from "../rows/ranges.ts";
import { rawStores } from "../database/raw-stores.ts";
import { nothingCovered } from "../rows/rows.ts";
import type { StreamRow } from "../rows/rows.ts";
import type { OfStream } from "../segments/segment.ts";
import type { Workbench } from "../segments/workbench.ts";
import { changedStores } from "../segments/change-segments.ts";
import { indexStream, keptIndexes } from "./index-stream.ts";

/**
 * Makes the rows of indexes that are new, which hold nothing yet, and takes away those that are no longer declared, with all that they hold, in one
 * transaction. What is declared already is only read.
 */
export async function declareIndexes(
  { connection: db, inTurn }: Pick<Workbench, "connection" | "inTurn">,
  connection: string,
  indexes: DeclaredIndexes,
): Promise<void> {
  const declared = Object.entries(indexes).flatMap(([stream, fields]) =>
    fields.map((field) => indexStream([connection, stream], field)),
  );
  const before = await db.read(["streams"], (tx) => keptIndexes(tx, connection));
  if (
    isSame(
      declared,
      before.map(({ of }) => of),
    )
  )
    return;
  await inTurn(() =>
    db.write({ stores: changedStores }, async (tx) => {
      const [kept, head] = await Promise.all([keptIndexes(tx, connection), readHead(tx)]);
      const raw = rawStores(tx);
      const next = head.segments + 1;
      for (const of of missing(
        kept.map((each) => each.of),
        declared,
      )) {
        for (const name of ["entries", "bodies"] as const) raw(name).delete(under(...of));
        raw("streams").delete([...of]);
      }
      for (const of of missing(
        declared,
        kept.map((each) => each.of),
      )) {
        const row: StreamRow = { base: 0, quarantine: 0, version: 0, epoch: next, covered: nothingCovered };
        raw("streams").put(row, [...of]);
      }
      // Counts as a change of segments, so that no handle believes what it remembers of an index that was taken away. Before the first there is none.
      if (head.commit > 0) await writeStep(tx, head, next);
    }),
  );
}

function isSame(some: readonly OfStream[], others: readonly OfStream[]): boolean {
  return missing(some, others).length === 0 && missing(others, some).length === 0;
}

/** Those of the first that are not among the second. */
function missing(some: readonly OfStream[], others: readonly OfStream[]): readonly OfStream[] {
  const known = new Set(others.map(([, name]) => name));
  return some.filter(([, name]) => !known.has(name));
}
