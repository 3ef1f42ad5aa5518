import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pullContext } from "../../test/pull-context.ts";
import { bare, pages, run } from "../../test/run-pull.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { StreamContract } from "../connector/index.ts";
import { verifyReceipts } from "../receipt/verify-receipts.ts";
import { csvLine, exportCsv, exportJson, exportReceipts, exportReceiptsCsv } from "./index.ts";

const place = { connection: "acme", stream: "contacts" };

async function whole(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

async function stored(data: readonly unknown[], contract: StreamContract = bare) {
  const context = pullContext({ vendor: pages({ data, next: null }), contract });
  if (data.length > 0) await run(context);
  return context.store;
}

describe("records as JSON", () => {
  test.each([0, 1, 500, 1100])("%i of them are one JSON array, in order of keys", async (count) => {
    const rows = rowsOf(count);
    const store = await stored(rows);
    const read: unknown = JSON.parse(await whole(exportJson(store, place)));
    expect(read).toEqual(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  });

  test("a secret never leaves, in whatever member a mapping put it, and personal data not where it is to stay", async () => {
    const contract: StreamContract = {
      ...bare,
      classes: { "/token": "secret", "/who/mail": "pii" },
      mapping: {
        fields: { id: "/id", key: "/token", who: "/who", name: "/who/name", mail: "/who/mail" },
        others: "keep",
      },
    };
    const store = await stored([{ id: "a", token: "t", who: { name: "Ada", mail: "a@b" } }], contract);
    expect(JSON.parse(await whole(exportJson(store, { ...place, contract })))).toEqual([
      { id: "a", who: { name: "Ada", mail: "a@b" }, name: "Ada", mail: "a@b" },
    ]);
    expect(JSON.parse(await whole(exportJson(store, { ...place, contract, withoutPii: true })))).toEqual([
      { id: "a", name: "Ada" },
    ]);
  });
});

describe("records as CSV", () => {
  test("every member of any record has a column, and what is not there is empty", async () => {
    const store = await stored([
      { id: "a", n: 1.5 },
      { id: "b", note: 'say "hi",\nthen', list: [1] },
      { id: "c", n: null, t: true },
    ]);
    expect(await whole(exportCsv(store, place))).toBe(
      ["id,n,note,list,t", "a,1.5,,,", 'b,,"say ""hi"",\nthen",[1],', "c,,,,true", ""].join("\r\n"),
    );
    expect(await whole(exportCsv(store, { ...place, columns: ["t", "toString"] }))).toBe(
      "t,toString\r\n,\r\n,\r\ntrue,\r\n",
    );
  });

  test("text that a spreadsheet would run is made text, and numbers stay numbers", () => {
    expect(csvLine(["=1+1", "+49 30", "-5", "@x", "\tx", -5, "a=b"])).toBe("'=1+1,'+49 30,-5,'@x,'\tx,-5,a=b\r\n");
    expect(csvLine(["＝1+1", "\n=1", "9007199254740993"])).toBe("'＝1+1,\"'\n=1\",9007199254740993\r\n");
    expect(csvLine(["=1+1"], { spreadsheetSafe: false })).toBe("=1+1\r\n");
  });

  test("a line is never empty, which readers would step over", async () => {
    const store = await stored([{ id: "a", note: null }, { id: "b" }, { id: "c", note: "x" }]);
    expect(await whole(exportCsv(store, { ...place, columns: ["note"] }))).toBe('note\r\n""\r\n""\r\nx\r\n');
  });

  test("whatever a cell holds is read back equal", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (cells) => {
        expect(readLine(csvLine(cells, { spreadsheetSafe: false }))).toEqual(cells);
      }),
    );
  });
});

/** One line of RFC 4180. */
function readLine(line: string): readonly string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of `,${line.replace(/\r\n$/, "")}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
  }
  return cells;
}

describe("receipts", () => {
  test("are exported with the head that later proves them", async () => {
    const context = pullContext({ vendor: fakeVendor(rowsOf(3)).vendor });
    expect(JSON.parse(await whole(exportReceipts(context.store, place)))).toEqual({
      ...place,
      head: null,
      receipts: [],
    });
    const [first, second] = [await run(context), await run(context)];
    const exported: unknown = JSON.parse(await whole(exportReceipts(context.store, place)));
    expect(exported).toMatchObject({ ...place, receipts: [{ id: second.id }, { id: first.id }] });
    await run(context);
    const head = String(Reflect.get(Object(exported), "head"));
    expect(await verifyReceipts(context.store, place, { head })).toMatchObject({ ok: true, checked: 3 });
  });

  test("as CSV have a line each, which says what became of records, what it cost, and whether it was proven", async () => {
    const fake = fakeVendor(rowsOf(3));
    const context = pullContext({ vendor: fake.vendor });
    const receipt = await run(context);
    const [names = "", line = ""] = (await whole(exportReceiptsCsv(context.store, place))).split("\r\n");
    expect(line).toMatch(new RegExp(`^${receipt.id},run,complete,2030.*,3,3,0,0,0,0,0,0,0,,,`));
    const told = Object.fromEntries(readLine(names).map((name, at) => [name, readLine(line)[at]]));
    expect(told).toMatchObject({
      mode: "full",
      why: "",
      since: "",
      of: "",
      correlationId: receipt.correlationId,
      reported: "3",
      proven: "total",
      unproven: "",
      pages: "1",
      requests: "1",
      retries: "0",
      waitedMs: "0",
    });
    expect(readLine(line)).toHaveLength(readLine(names).length);
    const unproven = pullContext({ vendor: pages({ data: [], next: null }), contract: bare });
    await run(unproven);
    expect(await whole(exportReceiptsCsv(unproven.store, place))).toContain("no count of the list");
  });
});
