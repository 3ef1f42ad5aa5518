import type { Page, PageOptions } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { readAsLong } from "./read-again.ts";

interface Item {
  readonly id: string;
}

/** Items from the first to the last number, downwards. */
const items = (first: number, last: number): readonly Item[] =>
  Array.from({ length: first - last + 1 }, (_, i) => ({ id: String(first - i) }));

/** A source of these items that gives at most so many at once, and what it was asked. */
function listOf(all: readonly Item[], most = 200) {
  const asked: PageOptions[] = [];
  const read = async (page: PageOptions): Promise<Page<Item>> => {
    asked.push(page);
    const from = page.cursor === undefined ? 0 : all.findIndex(({ id }) => id === page.cursor) + 1;
    const given = all.slice(from, from + Math.min(page.limit, most));
    return { items: given, next: from + given.length < all.length ? given.at(-1)?.id : undefined };
  };
  return { asked, read };
}

test.each([
  { known: 0, most: 200, want: 20, questions: 1 },
  { known: 20, most: 200, want: 20, questions: 1 },
  { known: 100, most: 200, want: 100, questions: 1 },
  { known: 450, most: 200, want: 450, questions: 3 },
  { known: 100, most: 30, want: 100, questions: 4 },
])(
  "of $known known items $want are read again with $questions questions where $most are given at once",
  async (row) => {
    const all = items(1000, 1);
    const { asked, read } = listOf(all, row.most);
    const page = await readAsLong(read, 20, row.known);
    expect(page).toEqual({ items: all.slice(0, row.want), next: all[row.want - 1]?.id });
    expect(asked).toHaveLength(row.questions);
  },
);

test("a list that has become shorter is read to its end, and one whose pages are empty is not read for ever", async () => {
  const { read } = listOf(items(30, 1));
  expect(await readAsLong(read, 20, 100)).toEqual({ items: items(30, 1), next: undefined });
  const empty = () => Promise.resolve({ items: [], next: "more" });
  expect(await readAsLong(empty, 20, 100)).toEqual({ items: [], next: "more" });
});
