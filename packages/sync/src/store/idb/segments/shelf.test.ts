import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { unhandledWhile } from "../../../../test/unhandled-while.ts";
import { here } from "../../conformance/fixtures.ts";
import { createConnection } from "../connection.ts";
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
