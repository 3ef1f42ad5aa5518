import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { openTiny } from "../../../../test/compacting-store.ts";
import { here, page } from "../../conformance/fixtures.ts";
import { createConnection } from "../database/connection.ts";
import { databaseName } from "../database/database-name.ts";
import { allSegments } from "./directory.ts";
import { createShelf } from "./shelf.ts";

test("a handle that follows another's commits learns of each segment once", async () => {
  const factory = new IDBFactory();
  const { store, compactor } = await openTiny({ factory, tenant: "t" });
  await compactor.stop();
  const shelf = createShelf();
  const following = createConnection({ factory, name: databaseName("default", "t") }, () => shelf.forget());
  const seen = () =>
    following.read(["changes", "streams", "entries"], async (tx) => {
      const { directory } = await shelf.read(tx, [here.connection, here.stream]);
      return allSegments(directory).map(({ id }) => id);
    });
  for (const [first, ids] of [
    [0, [1]],
    [4, [1, 2]],
    [8, [1, 2, 3]],
  ] as const) {
    await store.commit({ ...here, put: page(4, first) });
    expect(await seen()).toEqual(ids);
  }
  await Promise.all([following.close(), store.close()]);
});
