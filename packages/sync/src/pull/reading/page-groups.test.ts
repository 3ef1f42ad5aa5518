import { createVirtualClock } from "@waybill/transport/testing";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import type { ContextOptions } from "../../../test/pull-context.ts";
import { bare, run, signal, storedKeys } from "../../../test/run-pull.ts";
import { json } from "../../../test/vendor.ts";
import type { Json } from "../../connector/json.ts";
import { asRecordKey } from "../../record/record-key.ts";
import { createMemoryStore } from "../../store/index.ts";
import type { Batch } from "../../store/index.ts";
import { pull } from "../pull.ts";
import { step } from "../step.ts";

interface Scene extends Partial<ContextOptions> {
  readonly pages: readonly (readonly Json[])[];
  /** What the vendor takes for a page, in milliseconds. Default 1. */
  readonly pageMs?: number;
  /** What the store takes to look up the hashes of a page. Default 10. */
  readonly lookUpMs?: number;
}

/** A list by cursor, and the keys that each commit stored, as `a b | c`: those of one page side by side. */
function scene({ pages, pageMs = 1, lookUpMs = 10, ...options }: Scene) {
  const clock = createVirtualClock();
  const memory = createMemoryStore();
  const commits: string[] = [];
  const asked: number[] = [];
  const context = pullContext({
    contract: bare,
    clock,
    vendor: async (request) => {
      const at = Number(new URL(request.url).searchParams.get("cursor") ?? 0);
      asked.push(at);
      await clock.sleep(pageMs);
      return json({ data: pages[at] ?? [], next: at + 1 < pages.length ? String(at + 1) : null });
    },
    store: {
      ...memory,
      hashes: async (...of) => {
        await clock.sleep(lookUpMs);
        return memory.hashes(...of);
      },
      commit: async (batch: Batch) => {
        const number = await memory.commit(batch);
        if (batch.put !== undefined) commits.push(told(batch));
        return number;
      },
    },
    ...options,
  });
  return { context, clock, commits, asked, memory };
}

function told({ put = [] }: Batch): string {
  return put.map(({ key, page }, at) => `${at === 0 ? "" : put[at - 1]?.page === page ? " " : " | "}${key}`).join("");
}

const onePerPage = (count: number) => Array.from({ length: count }, (_, at) => [{ id: `c${at}` }]);

describe("a commit takes the pages that are here", () => {
  test("as many as it may, and the page that ends the list is one of its own", async () => {
    const { context, commits } = scene({ pages: onePerPage(7) });
    const receipt = await run(context);
    expect(commits).toEqual(["c0 | c1 | c2 | c3", "c4 | c5", "c6"]);
    expect(receipt).toMatchObject({ outcome: "complete", pages: 7, requests: 7, counts: { received: 7, created: 7 } });
  });

  test("and waits for none: a vendor that is slower than the store is committed page by page", async () => {
    const { context, commits } = scene({ pages: onePerPage(4), pageMs: 50 });
    await run(context);
    expect(commits).toEqual(["c0", "c1", "c2", "c3"]);
  });

  test("one by one where that is what the product wants", async () => {
    const { context, commits } = scene({ pages: onePerPage(3), settings: { pagesPerCommit: 1 } });
    await run(context);
    expect(commits).toEqual(["c0", "c1", "c2"]);
  });

  test.each([
    { pagesPerCommit: 4, pages: 16 },
    { pagesPerCommit: 2, pages: 4 },
    { pagesPerCommit: 1, pages: 1 },
  ])(
    "of those that change nothing $pages, where it may take $pagesPerCommit others",
    async ({ pagesPerCommit, pages }) => {
      const { context, memory } = scene({
        pages: onePerPage(2 * pages + 1),
        settings: { pagesPerCommit },
        lookUpMs: 2,
      });
      await run(context);
      const head = await memory.head();
      expect(await run(context, "full")).toMatchObject({ counts: { unchanged: 2 * pages + 1 } });
      // The lease taken, the run begun, two groups, the last page, the lease given back.
      expect((await memory.head()) - head).toBe(6);
    },
  );

  test("for a second at most: where pages are slow to be judged, the status does not stand still", async () => {
    const { context, commits } = scene({ pages: onePerPage(5), lookUpMs: 600 });
    await run(context);
    expect(commits).toEqual(["c0 | c1", "c2 | c3", "c4"]);
  });

  test("also while other records of the stream are kept aside", async () => {
    const { context, commits, memory } = scene({ pages: onePerPage(7) });
    const held = {
      id: "q-1",
      stream: "contacts",
      run: "before",
      reason: "missing_key",
      message: "",
      raw: {},
      at: 0,
    } as const;
    await memory.commit({
      connection: "acme",
      stream: "contacts",
      quarantine: { put: [held], remove: [] },
    });
    await run(context);
    expect(commits).toEqual(["c0 | c1 | c2 | c3", "c4 | c5", "c6"]);
  });

  test("and each record says which page it came from", async () => {
    const { context, memory } = scene({ pages: onePerPage(5) });
    await run(context);
    const found = await memory.bases("acme", "contacts", ["c0", "c2", "c3"].map(asRecordKey));
    expect(found.map((row) => row?.page)).toEqual([1, 3, 4]);
  });
});

describe("what waits is committed first", () => {
  const deletes = { field: "/gone" } as const;
  test.each<{ name: string; given: Scene; want: readonly string[] }>([
    {
      name: "where a page names one of its records again",
      given: { pages: [[{ id: "a" }], [{ id: "b" }], [{ id: "a", n: 2 }], [{ id: "c" }], [{ id: "d" }]] },
      want: ["a | b", "a | c", "d"],
    },
    {
      name: "where a page says that one of its records is gone",
      given: {
        contract: { ...bare, deletes },
        pages: [[{ id: "a" }], [{ id: "b" }], [{ id: "a", gone: true }, { id: "c" }], [{ id: "d" }], [{ id: "e" }]],
      },
      want: ["a | b", "c", "d", "e"],
    },
  ])("$name", async ({ want, given }) => {
    const { context, commits } = scene(given);
    await run(context);
    expect(commits).toEqual(want);
  });

  test("or with the page that keeps a record aside, and then the next one does not wait", async () => {
    const pages = [[{ id: "a" }], [{ id: "b" }, { name: "no id" }], [{ id: "c" }], [{ id: "d" }]];
    const { context, commits } = scene({ pages });
    expect(await run(context)).toMatchObject({ outcome: "partial", counts: { created: 4, quarantined: 1 } });
    expect(commits[0]).toBe("a | b");
  });

  test("when the step ends, at its number of pages or its deadline", async () => {
    for (const options of [{ maxPages: 3 }, { deadline: 25 }]) {
      const { context, clock, asked } = scene({ pages: onePerPage(9) });
      expect(await clock.settle(step(context, { signal, ...options }))).toEqual({ state: "more" });
      const checkpoint = await context.store.checkpoint("acme", "contacts");
      expect(await storedKeys(context)).toHaveLength(asked.length);
      expect(checkpoint?.run).toMatchObject({ pages: asked.length, counts: { created: asked.length } });
    }
  });

  test("before the failure of the next page is told", async () => {
    const { context, clock, asked } = scene({ pages: onePerPage(4) });
    const failing = {
      ...context,
      send: async (...of: Parameters<typeof context.send>) => {
        const answer = await context.send(...of);
        return asked.length === 3 ? json({}, { status: 503 }) : answer;
      },
    };
    expect(await clock.settle(step(failing, { signal }))).toMatchObject({ state: "waiting" });
    expect(await storedKeys(context)).toEqual(["c0", "c1"]);
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({ run: { pages: 2, requests: 3 } });
  });
});

test("what waits when a page cannot be judged is stored, and the next step goes on from there", async () => {
  const { context, clock, asked, memory } = scene({ pages: onePerPage(6) });
  const damaged = {
    ...context.store,
    hashes: async (...of: Parameters<typeof memory.hashes>) => {
      if (of[2].includes(asRecordKey("c3"))) throw new Error("a damaged block");
      return context.store.hashes(...of);
    },
  };
  const broken = step({ ...context, store: damaged }, { signal }).catch((error: unknown) => error);
  expect(await clock.settle(broken)).toMatchObject({ message: "a damaged block" });
  expect(await storedKeys(context)).toEqual(["c0", "c1", "c2"]);
  asked.length = 0;
  expect(await run(context)).toMatchObject({ outcome: "complete", counts: { received: 6, created: 6 } });
  expect(asked[0]).toBe(3);
});

test("an abort leaves what waits to be read again, and nothing is lost or counted twice", async () => {
  const { context, clock, asked } = scene({ pages: onePerPage(6) });
  const stop = new AbortController();
  const aborted = pull(context, { signal: stop.signal }).catch((error: unknown) => error);
  await clock.advance(25);
  stop.abort(new Error("enough"));
  expect(await clock.settle(aborted)).toMatchObject({ message: "enough" });
  const { run: open } = (await context.store.checkpoint("acme", "contacts")) ?? {};
  expect(await storedKeys(context)).toHaveLength(open?.pages ?? -1);
  asked.length = 0;
  expect(await run(context)).toMatchObject({ outcome: "complete", pages: 6, counts: { received: 6, created: 6 } });
  expect(asked[0]).toBe(open?.pages);
});

test("numbered pages that were asked for early wait for each other, and when their list is read once more, each is committed", async () => {
  const pages = [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"], ["i"]].map((ids) => ids.map((id) => ({ id })));
  const numbered = {
    style: "page",
    page: "page",
    first: 1,
    end: "total",
    total: "/total",
    pageSize: { param: "limit", size: 2 },
  } as const;
  const { context, commits, clock } = scene({
    pages,
    contract: contractWith({ pagination: numbered }),
    vendor: async (request) => {
      await clock.sleep(1);
      return json({ data: pages[Number(new URL(request.url).searchParams.get("page")) - 1] ?? [], total: 9 });
    },
  });
  expect(await run(context)).toMatchObject({ outcome: "complete", completeness: { proven: true }, requests: 10 });
  const again = ["", "", "", "", ""];
  expect(commits).toEqual(["a b | c d | e f | g h", "i", ...again]);
});
