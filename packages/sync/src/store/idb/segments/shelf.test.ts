import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { unhandledWhile } from "../../../../test/unhandled-while.ts";
import { here } from "../../conformance/fixtures.ts";
import { createConnection } from "../database/connection.ts";
import { eraseConnection } from "../commits/erase-connection.ts";
import { createShelf } from "./shelf.ts";

test("a look at a stream whose transaction is aborted fails once, and leaves no rejection behind", async () => {
  const connection = createConnection({ factory: new IDBFactory(), name: "aborted" }, () => undefined);
  const unhandled = await unhandledWhile(async () => {
    const looking = connection.read(["changes", "streams"], async (tx) => {
      const read = createShelf().read(tx, [here.connection, here.stream]);
      tx.abort();
      return read;
    });
    await expect(looking).rejects.toMatchObject({ code: "storage" });
  });
  await connection.close();
  expect(unhandled).toEqual([]);
});

test("a handle that erases remembers nothing of what it erased", async () => {
  const shelf = createShelf();
  const opening = { factory: new IDBFactory(), name: "erasing" };
  const connection = createConnection(opening, () => shelf.forget());
  const of = [here.connection, here.stream] as const;
  await connection.read(["changes", "streams", "entries"], (tx) => shelf.read(tx, of));
  expect(shelf.recall(of)).toBeDefined();
  await eraseConnection({ connection, shelf }, here.connection);
  expect([shelf.recall(of), shelf.recall(undefined)]).toEqual([undefined, undefined]);
  await connection.close();
});
