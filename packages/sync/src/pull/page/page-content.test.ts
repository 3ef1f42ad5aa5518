import { describe, expect, test } from "vitest";
import { contractWith, datedBy } from "../../../test/contract.ts";
import type { Pointer } from "../../connector/refs.ts";
import { readContent } from "./page-content.ts";
import type { PageContent } from "./page-content.ts";
import { createPageMemory } from "./page-memory.ts";
import type { PageMemory } from "./page-memory.ts";
import type { SortedItem } from "./sort-item.ts";

const contract = contractWith({ incremental: datedBy });
const row = (id: string) => ({ id, updated_at: "2020-01-01T00:00:00Z", tags: ["x"] });
const page = JSON.stringify({ data: [row("a"), row("b")], next: "2", total: 2 });

interface Reading {
  readonly by?: typeof contract;
  readonly status?: number;
  readonly pages?: PageMemory;
}

const secret = "5eed".repeat(8);
const bytesOf = (text: string) => new TextEncoder().encode(text).slice().buffer;

function remembered(pages: PageMemory, text: string, by = contract) {
  return pages.of({ connection: "acme", contract: by }, "run-1")(bytesOf(text)).recall();
}

function read(text: string, { by = contract, status = 200, pages }: Reading = {}): PageContent {
  const memory = pages?.of({ connection: "acme", contract: by }, "run-1");
  const head = { status, contentType: "application/json" };
  const found = readContent({ contract: by, memory }, { ...head, bytes: bytesOf(text) });
  if (!found.ok) throw new Error(found.failure.message);
  return found.content;
}

/** Everything that is ever asked of a page. */
function all(content: PageContent) {
  const at: readonly Pointer[] = ["/next", "/total", "/nothing", "/data/1/id", "/data/0"];
  const { count, hadGreatNumbers } = content;
  const answers = at.map((pointer) => content.member(pointer));
  return {
    count,
    hadGreatNumbers,
    answers,
    last: content.ofLast("/id"),
    sorted: content.sorted().map(plain),
    items: content.items(),
  };
}

/** What a record of a remembered page holds is no member of its own: it is read when somebody asks. */
function plain(item: SortedItem): object {
  return item.kind === "record" ? { ...item, data: item.data } : item;
}

/** Whether a page is remembered once it was read: another text of the same bytes cannot be told, so the memory is asked. */
function isKept(text: string, reading: Reading = {}): boolean {
  const { by = contract, pages = createPageMemory(secret) } = reading;
  all(read(text, { ...reading, pages }));
  return remembered(pages, text, by) !== undefined;
}

describe("a page that came before", () => {
  test("says what it said, to whatever it is asked", () => {
    const pages = createPageMemory(secret);
    const first = all(read(page, { pages }));
    const again = all(read(page, { pages }));
    expect(again).toEqual(first);
    expect(first).toEqual(all(read(page)));
    expect(again.sorted[0]).toMatchObject({ kind: "record", key: "a", data: row("a"), cursor: { at: 1577836800000 } });
  });

  test("is asked for nothing but what it was asked then, and is not parsed", () => {
    const pages = createPageMemory(secret);
    const text = JSON.stringify({ data: [row("a")], next: "2", aside: { deep: "x".repeat(600) } });
    const before = read(text, { pages });
    before.sorted();
    before.member("/next");
    const again = read(text, { pages });
    const parse = JSON.parse;
    let parsed = 0;
    JSON.parse = (...given) => {
      parsed += 1;
      return parse(...given);
    };
    try {
      expect(again.sorted().map(({ key }) => key)).toEqual(["a"]);
      expect(again.member("/next")).toBe("2");
      expect(parsed).toBe(0);
      // What is long is parsed anew each time, and once.
      expect(again.member("/aside/deep")).toHaveLength(600);
      expect(again.ofLast("/id")).toBe("a");
      expect(again.items()).toEqual([row("a")]);
      expect(parsed).toBe(1);
    } finally {
      JSON.parse = parse;
    }
  });

  test("tells of numbers beyond 2^53 each time", () => {
    const pages = createPageMemory(secret);
    const great = '{"data":[{"id":9007199254740993,"updated_at":"2020-01-01T00:00:00Z"}]}';
    const told = [1, 2].map(() => all(read(great, { pages })));
    expect(told[1]).toEqual(told[0]);
    expect(told[1]).toMatchObject({ hadGreatNumbers: true, sorted: [{ key: "9007199254740993" }] });
  });

  test("has records that are no objects as such", () => {
    const by = contractWith({ primaryKey: [] });
    const pages = createPageMemory(secret);
    const told = [1, 2].map(() => all(read('{"data":[5,"x"]}', { by, pages })));
    expect(told[1]).toEqual(told[0]);
    expect(told[1]?.sorted).toMatchObject([{ data: { value: 5 } }, { data: { value: "x" } }]);
  });
});

describe("a page is not remembered", () => {
  test.each([
    ["that holds a record which is refused", '{"data":[{"id":"a"}]}', {}],
    ["that holds what is no record", '{"data":[null]}', {}],
    ["under another status", page, { status: 201 }],
    ["that takes more room than there is", page, { pages: createPageMemory(secret, 10) }],
  ])("%s", (_, text, reading) => {
    expect(isKept(text, reading)).toBe(false);
  });

  test("that holds a removal", () => {
    const by = contractWith({ deletes: { field: "/gone" } });
    expect(isKept('{"data":[{"id":"a","gone":true}]}', { by })).toBe(false);
    expect(isKept('{"data":[{"id":"a"}]}', { by })).toBe(true);
  });

  test("for another contract, nor once all is forgotten", () => {
    const pages = createPageMemory(secret);
    all(read(page, { pages }));
    expect(remembered(pages, page, { ...contract })).toBeUndefined();
    expect(remembered(pages, page)).toBeDefined();
    pages.clear();
    expect(remembered(pages, page)).toBeUndefined();
  });

  test("for another stream or connection that was answered the same", () => {
    const pages = createPageMemory(secret);
    all(read(page, { pages }));
    const others = [
      { connection: "other", contract },
      { connection: "acme", contract: contractWith({ name: "deals" }) },
    ];
    for (const other of others) expect(pages.of(other, "run-1")(bytesOf(page)).recall()).toBeUndefined();
    expect(remembered(pages, page)).toBeDefined();
  });

  test("that was asked for before all was forgotten, and came after", () => {
    const pages = createPageMemory(secret);
    const memory = pages.of({ connection: "acme", contract }, "run-1");
    const early = readContent({ contract, memory }, { status: 200, contentType: "", bytes: bytesOf(page) });
    pages.clear();
    const late = readContent({ contract, memory }, { status: 200, contentType: "", bytes: bytesOf(page) });
    for (const found of [early, late]) if (found.ok) found.content.sorted();
    expect(remembered(pages, page)).toBeUndefined();
  });
});
