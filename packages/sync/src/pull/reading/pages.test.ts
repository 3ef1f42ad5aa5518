import { describe, expect, test } from "vitest";
import { contractWith } from "../../../test/contract.ts";
import { fakeVendor, json, rowsOf } from "../../../test/vendor.ts";
import { runOf, storedKeys, pages, bare } from "../../../test/run-pull.ts";

describe("pages", () => {
  test("invariant 12: a vendor that caps its pages below what was asked for is read to its end", async () => {
    const fake = fakeVendor(rowsOf(25), { cap: 3 });
    const { receipt } = await runOf({ vendor: fake.vendor });
    expect(receipt).toMatchObject({ outcome: "complete", pages: 9, counts: { created: 25 } });
  });

  test("invariant 7: an empty page in the middle ends nothing", async () => {
    const vendor = pages(
      { data: [{ id: "a" }], next: "1" },
      { data: [], next: "2" },
      { data: [{ id: "b" }], next: null },
    );
    const { receipt, context } = await runOf({ vendor, contract: bare });
    expect(receipt).toMatchObject({ outcome: "complete", pages: 3 });
    expect(await storedKeys(context)).toEqual(["a", "b"]);
  });

  test("invariant 7: empty pages without end are given up as a loop, and what came before is kept", async () => {
    let next = 0;
    const vendor = () => json({ data: next === 0 ? [{ id: "a" }] : [], next: String((next += 1)) });
    const { receipt, context } = await runOf({ vendor, contract: bare });
    expect(receipt).toMatchObject({ outcome: "failed", failure: { code: "pagination_loop" }, counts: { created: 1 } });
    expect(await storedKeys(context)).toEqual(["a"]);
  });

  test.each([
    ["invariant 4: a cursor that repeats itself is found out", 1],
    ["invariant 5: two cursors in a circle are found out", 2],
    ["invariant 5: five cursors in a circle are found out", 5],
    ["invariant 5: forty cursors in a circle are found out", 40],
  ])("%s", async (_name, length) => {
    let asked = 0;
    const vendor = () => {
      asked += 1;
      return json({ data: [{ id: `r${asked}` }], next: `n${asked % length}` });
    };
    const { receipt } = await runOf({ vendor, contract: bare });
    expect(receipt).toMatchObject({ outcome: "failed", failure: { code: "pagination_loop" } });
    expect(asked).toBeLessThan(length * 4 + 4);
  });

  test.each([1, 2, 5])(
    "invariant 6: records that repeat after %i pages under ever new cursors are found out",
    async (length) => {
      let asked = 0;
      const vendor = () => {
        asked += 1;
        return json({ data: [{ id: `r${asked % length}` }], next: `n${asked}` });
      };
      const { receipt } = await runOf({ vendor, contract: bare });
      expect(receipt).toMatchObject({ outcome: "failed", failure: { code: "pagination_loop" } });
      expect(receipt.counts.created).toBe(length);
      expect(asked).toBeLessThan(length * 2 + 6);
    },
  );

  test("invariant 20: a next link to another host is not followed, and the page that held it is kept", async () => {
    const asked: string[] = [];
    const vendor = (request: Request) => {
      asked.push(request.url);
      return json({ data: [{ id: "a" }], next: "https://evil.test/contacts?page=2" });
    };
    const contract = contractWith({ pagination: { style: "next-url", nextUrl: "/next", end: "next" } });
    const { receipt, context } = await runOf({ vendor, contract });
    expect(receipt).toMatchObject({ outcome: "failed", failure: { code: "contract" } });
    expect(receipt.failure?.message).toContain("https://evil.test");
    expect(asked).toEqual(["https://api.vendor.test/contacts"]);
    expect(await storedKeys(context)).toEqual(["a"]);
  });

  test("a list that is asked for by POST carries its paging in the body", async () => {
    const bodies: unknown[] = [];
    const vendor = async (request: Request) => {
      bodies.push(await request.json());
      return json(bodies.length === 1 ? { data: [{ id: "a" }], next: "x" } : { data: [{ id: "b" }] });
    };
    const contract = contractWith({
      list: { method: "POST", path: "/search", parameters: { "/filter/kind": "person" } },
      pagination: {
        style: "cursor",
        cursor: "/page/after",
        nextCursor: "/next",
        end: "next",
        pageSize: { param: "/page/size", size: 50, max: 20 },
      },
    });
    const { receipt } = await runOf({ vendor, contract });
    expect(receipt.outcome).toBe("complete");
    expect(bodies).toEqual([
      { filter: { kind: "person" }, page: { size: 20 } },
      { filter: { kind: "person" }, page: { size: 20, after: "x" } },
    ]);
  });
});
