import { expect, test } from "vitest";
import { contractWith } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { readContent } from "../page/page-content.ts";
import { createPageMemory } from "../page/page-memory.ts";
import { pagerFor } from "../pagination/pager-for.ts";
import { apart } from "../pagination/overlap.ts";
import { beginParents } from "../parents/parent-progress.ts";
import type { ReadPage } from "../page/read-page.ts";
import { beginRun } from "../run/run.ts";
import { turnPage } from "./turn-page.ts";

const contract = contractWith({});
const context = pullContext({ vendor: () => new Response(), contract });
const pager = pagerFor(contract.pagination, context.servers);
const run = beginRun(context, { mode: "full", pager, before: 0 });
const lines = ['"a" 1', '"b" 2'];

/** A page of two records, as it comes time and again. */
function pages(): () => ReadPage {
  const memory = createPageMemory("5eed".repeat(8));
  return () => {
    const { buffer } = new TextEncoder().encode('{"data":[{"id":"a"},{"id":"b"}],"next":"2"}').slice();
    const reader = { contract, memory: memory.of({ connection: "acme", contract }, "run-1") };
    const read = readContent(reader, { status: 200, contentType: "", bytes: buffer });
    if (!read.ok) throw new Error(read.failure.message);
    read.content.sorted();
    return { ok: true, ...read.content, url: "", header: () => null, bytes: buffer.byteLength, tookMs: 0 };
  };
}

/** What a later page is compared with. */
function marks(page: ReadPage, of: readonly string[], parents?: typeof run.parents): readonly string[] {
  const { next } = turnPage({ run: { ...run, parents }, pager }, { page, joined: apart([]), lines: of });
  if (next.kind !== "more") throw new Error("nothing follows");
  return next.position.seen.slice(-1);
}

test("a page is told from others by its records, the same each time it comes", () => {
  const next = pages();
  const first = marks(next(), lines);
  expect(first[0]).toMatch(/^1:c[0-9a-f]{32}$/);
  expect(marks(next(), lines)).toEqual(first);
  expect(marks(pages()(), lines)).toEqual(first);
});

test("of what is left of a page, where records of it are left out, nothing is taken for the page", () => {
  const next = pages();
  const whole = marks(next(), lines);
  const left = marks(next(), lines.slice(1));
  expect(left).not.toEqual(whole);
  expect(marks(next(), lines)).toEqual(whole);
});

test("the same page below two parents is two, as its records are", () => {
  const next = pages();
  const parents = beginParents({ head: 1, receipt: undefined });
  const below = (parent: string) => lines.map((line) => `${parent} ${line}`);
  expect(marks(next(), below("x"), parents)).not.toEqual(marks(next(), below("y"), parents));
});
