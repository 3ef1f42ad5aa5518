import { expect, test } from "vitest";
import { contractWith } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { pages, run, storedKeys } from "../../../test/run-pull.ts";
import type { Pagination } from "../../connector/index.ts";

const styles: readonly Pagination[] = [
  { style: "cursor", cursor: "cursor", nextCursor: "/next", end: "next" },
  { style: "page", page: "page", first: 1, end: "empty-page" },
  { style: "offset", offset: "offset", end: "empty-page" },
  { style: "keyset", key: "after", keyField: "/id", end: "empty-page" },
  { style: "keyset", key: "after", keyField: "/id", hasMore: "/more", end: "has-more" },
];

/** Removed records that were never here, and items that are no records: nothing of these pages is stored. */
const gone = [1, 2, 3].map((n) => ({ id: `gone${n}`, removed: true }));
const broken = [{ id: null }, { id: {} }, { id: "x", removed: true }];

test.each(styles)(
  "invariant 11: a page of which no record is taken does not end a list of style $style",
  async (pagination) => {
    const vendor = pages(
      { data: gone, next: "1", more: true },
      { data: broken, next: "2", more: true },
      { data: [{ id: "a" }], next: "3", more: true },
      { data: [], next: null, more: false },
    );
    const context = pullContext({ vendor, contract: contractWith({ pagination, deletes: { field: "/removed" } }) });
    expect(await run(context)).toMatchObject({ outcome: "partial", counts: { filtered: 4, created: 1 } });
    expect(await storedKeys(context)).toEqual(["a"]);
  },
);
