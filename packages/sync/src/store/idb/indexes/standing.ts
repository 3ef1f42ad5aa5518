import { commitOf, findKeys } from "../segments/find.ts";
import type { Search } from "../segments/find.ts";

/** Something that was said of a record when a commit wrote it. */
export interface Said {
  readonly key: string;
  readonly commit: number;
}

/** What still holds: of records that stand as that commit wrote them. What does not hold once never will again, since commits only count up. */
export async function standing<T extends Said>(base: Search, said: readonly T[]): Promise<readonly T[]> {
  const keys = said.map(({ key }) => key);
  const found = await findKeys(base, keys);
  return said.filter(({ key, commit }) => {
    const record = found.get(key);
    return record !== undefined && commitOf(record) === commit;
  });
}
