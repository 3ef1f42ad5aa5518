import type { RecordKey } from "../../../record/record.ts";
import { asRecordKey } from "../../../record/record-key.ts";
import type { Connection } from "../database/connection.ts";
import { after } from "./ranges.ts";
import { parsed, readAll, readSeen, readStream, unreadable } from "./rows.ts";
import type { SeenBlock, SeenRow } from "./rows.ts";

/** Rows that one transaction reads. */
const rowsPerRead = 8;

/** Keys that fill a row. Until then blocks wait in the stream's row, which a commit of pages writes anyway. */
const keysPerRow = 1_000;

/** What becomes of the blocks that wait when one more comes: rows that are full, and those that wait on. */
export function seenAfter(
  waiting: SeenRow | undefined,
  run: string,
  block: SeenBlock,
): { readonly full: readonly SeenRow[]; readonly rest: SeenRow | undefined } {
  const [own, other] = waiting?.run === run ? [waiting, undefined] : [undefined, waiting];
  const row = { run, blocks: [...(own?.blocks ?? []), block] };
  const full = other === undefined ? [] : [other];
  const keys = row.blocks.reduce((sum, { count }) => sum + count, 0);
  return keys < keysPerRow ? { full, rest: row } : { full: [...full, row], rest: undefined };
}

interface OfRun {
  readonly connection: string;
  readonly stream: string;
  readonly run: string;
}

/** The blocks of a run in commit order. No transaction is open while the reader works on a block. */
export async function* seenBlocks(db: Connection, of: OfRun): AsyncGenerator<readonly RecordKey[]> {
  let last = 0;
  let more = true;
  while (more) {
    const { rows, waiting } = await readRows(db, of, last);
    more = rows.length === rowsPerRead;
    const blocks = rows.flatMap((row) => row.blocks);
    for (const block of [...blocks, ...(more ? [] : (waiting?.blocks ?? []))]) {
      if (block.commit <= last) continue;
      last = block.commit;
      yield keysOf(block);
    }
  }
}

/** Rows after a block, and the blocks that wait: in one transaction, since those that wait become rows. */
function readRows(
  db: Connection,
  { connection, stream, run }: OfRun,
  last: number,
): Promise<{ readonly rows: readonly SeenRow[]; readonly waiting: SeenRow | undefined }> {
  return db.read(["seen", "streams"], async (tx) => {
    const [rows, row] = await Promise.all([
      tx.objectStore("seen").getAll(after([connection, stream, run], last), rowsPerRead),
      tx.objectStore("streams").get([connection, stream]),
    ]);
    const waiting = readStream(row)?.seen;
    return { rows: readAll(readSeen, rows), waiting: waiting?.run === run ? waiting : undefined };
  });
}

function keysOf({ keys }: SeenBlock): readonly RecordKey[] {
  const list = parsed(keys, "block of seen keys");
  if (!Array.isArray(list)) throw unreadable("block of seen keys");
  return list.map((key: unknown) => asRecordKey(String(key)));
}
