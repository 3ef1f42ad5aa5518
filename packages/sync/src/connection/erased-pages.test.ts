import { afterEach, expect, test, vi } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";

afterEach(() => vi.restoreAllMocks());

test("what pages said is remembered from run to run, and no longer once the connection is erased", async () => {
  const { clock, connection } = engineOver({ vendor: fakeVendor(rowsOf(25)).vendor });
  const parse = vi.spyOn(JSON, "parse");
  const parsed = async () => {
    parse.mockClear();
    await clock.settle(connection.pull("contacts", { mode: "full" }));
    return parse.mock.calls.filter(([text]) => text.includes('"data":[')).length;
  };
  expect(await parsed()).toBe(3);
  expect(await parsed()).toBe(0);
  await clock.settle(connection.erase());
  expect(await parsed()).toBe(3);
});
