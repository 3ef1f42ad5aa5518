import * as fc from "fast-check";
import type { Json } from "../src/connector/json.ts";
import type { Pointer } from "../src/connector/refs.ts";
import { base, here, key, overlay } from "../src/store/conformance/fixtures.ts";
import { failureCode } from "../src/store/conformance/observe.ts";
import type { Batch, Store } from "../src/store/contract.ts";
import type { IndexQuery, ValueRange } from "../src/store/index-query.ts";

/** One thing that happens to a store. */
export type Turn =
  | { readonly kind: "commit"; readonly batch: Batch }
  | { readonly kind: "declare"; readonly fields: readonly Pointer[] }
  | { readonly kind: "erase" };

const { connection, stream } = here;
const fields: readonly Pointer[] = ["/n", "/in/n"];
const values: readonly (Json | undefined)[] = [undefined, null, true, -1, 0, 1.5, "", "a", "a\0", "b", {}, []];

const id = fc.integer({ min: 0, max: 19 }).map(String);
const ids = fc.array(id, { maxLength: 8 });
const valued = fc.array(fc.tuple(id, fc.constantFrom(...values), fc.constantFrom(...values)), { maxLength: 8 });

const commit = fc
  .record({ put: valued, remove: ids, own: valued, hidden: ids, settled: ids })
  .map(({ put, remove, own, hidden, settled }): Turn => {
    const changed = own.map(([text, n]) => overlay(text, n === undefined ? { other: 1 } : { n }));
    const gone = hidden.map((text) => overlay(text, null));
    return {
      kind: "commit",
      batch: {
        ...here,
        put: put.map(([text, n, inner]) =>
          base(text, { ...(n !== undefined && { n }), ...(inner !== undefined && { in: { n: inner } }) }),
        ),
        remove: remove.map(key),
        overlay: { put: [...changed, ...gone], remove: settled.map(key) },
      },
    };
  });

const declare = fc.subarray([...fields]).map((declared): Turn => ({ kind: "declare", fields: declared }));

export const turns: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 12, arbitrary: commit },
  { weight: 3, arbitrary: declare },
  { weight: 1, arbitrary: fc.constant<Turn>({ kind: "erase" }) },
);

export async function take(store: Store, turn: Turn): Promise<void> {
  switch (turn.kind) {
    case "commit":
      await store.commit(turn.batch);
      return;
    case "declare":
      await store.declareIndexes(connection, { [stream]: turn.fields });
      return;
    case "erase":
      await store.erase(connection);
      return;
  }
}

const ranges: readonly ValueRange[] = [{ from: 0 }, { after: "a" }, { is: "a" }, { before: 1.5 }, { to: null }];

/** What is asked: all of both fields in both orders, and some ranges. */
export const queries: readonly IndexQuery[] = [
  ...fields.flatMap((index) => [
    { index, limit: 7 },
    { index, limit: 11, order: "descending" as const },
  ]),
  ...ranges.map((range, at) => ({
    index: fields[at % 2] ?? "",
    range,
    limit: 4,
    ...(at > 2 && { order: "descending" as const }),
  })),
];

/** What is found, page by page; of a field that is not declared, that it is refused. */
export async function answers(store: Store): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  for (const query of queries) told.push(await wholeOrRefused(store, query));
  return told;
}

async function wholeOrRefused(store: Store, query: IndexQuery): Promise<unknown> {
  const found: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = store.recordsBy(connection, stream, { ...query, cursor });
    const code = await failureCode(page);
    if (code !== "resolved") return code;
    const { items, next } = await page;
    found.push(items);
    cursor = next;
  } while (cursor !== undefined);
  return found;
}
