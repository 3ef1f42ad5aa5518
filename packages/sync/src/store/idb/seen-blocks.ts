import type { RecordKey } from "../../record/record.ts";
import type { Connection } from "./connection.ts";
import { after } from "./ranges.ts";
import { readAll, readSeen } from "./rows.ts";

/** Blocks that one transaction reads. */
const blocksPerRead = 16;

/** The blocks of a run in commit order. No transaction is open while the reader works on a block. */
export async function* seenBlocks(
  db: Connection,
  of: { readonly connection: string; readonly stream: string; readonly run: string },
): AsyncGenerator<readonly RecordKey[]> {
  let last: number | undefined;
  let full = true;
  while (full) {
    const range = after([of.connection, of.stream, of.run], last);
    const rows = readAll(
      readSeen,
      await db.read(["seen"], (tx) => tx.objectStore("seen").getAll(range, blocksPerRead)),
    );
    for (const row of rows) yield row.keys;
    last = rows.at(-1)?.commit;
    full = rows.length === blocksPerRead;
  }
}
