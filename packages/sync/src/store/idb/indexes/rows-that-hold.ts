import type { OfStream, Row } from "../segments/segment.ts";
import type { Workbench } from "../segments/workbench.ts";
import { keptIndex } from "./index-stream.ts";
import { standing } from "./standing.ts";

/** Of rows of an index those that are still true of the records that they are of; of rows of a stream all. */
export async function rowsThatHold(
  { connection, shelf }: Pick<Workbench, "connection" | "shelf">,
  of: OfStream,
  segments: readonly (readonly Row[])[],
): Promise<readonly (readonly Row[])[]> {
  const index = keptIndex(of);
  if (index === undefined) return segments;
  const { indexed } = index;
  return connection.read(["changes", "streams", "entries"], async (tx) => {
    const { directory } = await shelf.read(tx, indexed);
    const base = { shelf, tx, of: indexed, directory };
    return Promise.all(
      segments.map(async (rows) => {
        const said = rows.map((row) => ({ key: row.hash, commit: row.commit, row }));
        return (await standing(base, said)).map(({ row }) => row);
      }),
    );
  });
}
