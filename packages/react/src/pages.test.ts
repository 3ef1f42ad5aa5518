import type { FailedRecord, Page, PageOptions } from "@waybill/sync/status";
import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { readAsLong } from "./pages.ts";
import { failedQuery } from "./queries.ts";
import { createMemorySource } from "./testing/memory-source.ts";

interface Item {
  readonly id: string;
}

/** Items from the first to the last number, downwards. */
const items = (first: number, last: number): readonly Item[] =>
  Array.from({ length: first - last + 1 }, (_, i) => ({ id: String(first - i) }));

/** A source of these items that gives at most so many at once, and what it was asked. */
function listOf<T extends Item>(all: readonly T[], most = 200) {
  const asked: PageOptions[] = [];
  const read = async (page: PageOptions): Promise<Page<T>> => {
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

const target = { connection: "hubspot" };
const failed: readonly FailedRecord[] = items(1000, 1).map(({ id }) => ({
  id,
  stream: "contacts",
  kind: "quarantine",
  reason: "too_large",
  at: 0,
  attempts: 1,
}));

/** A list as a product reads it with the factory alone. */
function observed(limit: number, list = listOf(failed)) {
  const client = new QueryClient();
  const source = { ...createMemorySource(), failed: (_: unknown, page: PageOptions) => list.read(page) };
  const observer = new InfiniteQueryObserver(client, failedQuery(source, target, { limit }));
  const end = observer.subscribe(() => undefined);
  return { observer, end, asked: list.asked };
}

test("no more is asked for at once than a source has to give", async () => {
  const { observer, end, asked } = observed(500);
  await observer.refetch({ cancelRefetch: false });
  await observer.fetchNextPage();
  expect(asked.map(({ limit }) => limit)).toEqual([200, 200]);
  end();
});

test("whoever reads a list with its factory finds one page of all that was read", async () => {
  const { observer, end } = observed(20);
  await observer.refetch({ cancelRefetch: false });
  await observer.fetchNextPage();
  await observer.fetchNextPage();
  const data = observer.getCurrentResult().data;
  expect(data?.pages.map((page) => page.items.length)).toEqual([60]);
  end();
});

test("an item that an offset gives twice is kept once, at its first place", async () => {
  const pages = [failed.slice(0, 20), failed.slice(18, 38)];
  const read = async ({ cursor = "0" }: PageOptions) => ({ items: pages[Number(cursor)] ?? [], next: "1" });
  const { observer, end } = observed(20, { ...listOf(failed), read });
  await observer.refetch({ cancelRefetch: false });
  await observer.fetchNextPage();
  const once = [{ items: failed.slice(0, 38), next: "1" }];
  expect(observer.getCurrentResult().data?.pages).toEqual(once);
  await observer.refetch();
  expect(observer.getCurrentResult().data?.pages).toEqual(once);
  end();
});
