import { afterEach, expect, test, vi } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";

afterEach(() => vi.restoreAllMocks());

test("what pages said is remembered from run to run, and no longer once the connection is erased", async () => {
  const { clock, connection } = engineOver({ vendor: fakeVendor(rowsOf(25)).vendor });
  const parsed = parsing(() => clock.settle(connection.pull("contacts", { mode: "full" })));
  expect([await parsed(), await parsed()]).toEqual([3, 0]);
  await clock.settle(connection.erase());
  expect(await parsed()).toBe(3);
});

test("nothing is remembered of a connection that is disposed, as it hears of no erasure: all is forgotten then", async () => {
  const { clock, connection, waybill, connector } = engineOver({ vendor: fakeVendor(rowsOf(25)).vendor });
  const other = waybill.connection("other", { connector });
  const parsed = parsing(() => clock.settle(other.pull("contacts", { mode: "full" })));
  expect([await parsed(), await parsed()]).toEqual([3, 0]);
  await clock.settle(connection.dispose());
  expect(await parsed()).toBe(3);
});

/** Counts the pages that are parsed. */
function parsing(work: () => Promise<unknown>): () => Promise<number> {
  const parse = vi.spyOn(JSON, "parse");
  return async () => {
    parse.mockClear();
    await work();
    return parse.mock.calls.filter(([text]) => text.includes('"data":[')).length;
  };
}
