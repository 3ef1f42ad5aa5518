import type { Search } from "../segments/find.ts";
import type { Row } from "../segments/segment.ts";
import { keptIndex } from "./index-stream.ts";
import { standing } from "./standing.ts";

/** Of rows of an index those that are still true of the records that they are of; of rows of a stream all. */
export async function rowsThatHold(
  { shelf, tx, of }: Omit<Search, "directory">,
  segments: readonly (readonly Row[])[],
): Promise<readonly (readonly Row[])[]> {
  const index = keptIndex(of);
  if (index === undefined) return segments;
  const { directory } = await shelf.read(tx, index.indexed);
  const base = { shelf, tx, of: index.indexed, directory };
  return Promise.all(
    segments.map(async (rows) => {
      const said = rows.map((row) => ({ key: row.hash, commit: row.commit, row }));
      return (await standing(base, said)).map(({ row }) => row);
    }),
  );
}
