import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { lived, pageHistory } from "../../../test/page-histories.ts";
import type { Engine, PageHistory } from "../../../test/page-histories.ts";
import { plantedSources, removeAll } from "../../../test/planted.ts";
import type { Bug } from "../../../test/planted.ts";
import { createPageMemory } from "./page-memory.ts";
import type { PageMemory } from "./page-memory.ts";
import { pull } from "../pull.ts";
import type { Store } from "../../store/index.ts";

const secret = "5eed".repeat(8);
const isLong = process.env["WAYBILL_LONG"] === "1";

/** What is seen of a history where pages are remembered, beside what is seen where none are. */
async function both(history: PageHistory, engine: Engine): Promise<readonly [object, object]> {
  return [await lived(history, engine), await lived(history, { pull })];
}

test("whatever changes between two reads of a list, nothing shows whether its pages were remembered", async () => {
  let recalled = 0;
  await fc.assert(
    fc.asyncProperty(pageHistory, fc.constantFrom(10_000_000, 4000), async (history, most) => {
      const pages = createPageMemory(secret, most);
      const counting: PageMemory = {
        ...pages,
        of: (...at) => {
          const memory = pages.of(...at);
          return (bytes) => {
            const body = memory(bytes);
            const known = body.recall();
            if (known !== undefined) recalled += 1;
            return { ...body, recall: () => known };
          };
        },
      };
      const [remembering, reading] = await both(history, { pull, pages: counting });
      expect(remembering).toEqual(reading);
    }),
    { numRuns: isLong ? 3000 : 60 },
  );
  expect(recalled).toBeGreaterThan(30);
}, 600_000);

/** A store whose answers take more microtasks. */
function dawdling(store: Store): Store {
  const late = async () => {
    for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
  };
  return {
    ...store,
    hashes: async (...of) => late().then(() => store.hashes(...of)),
    checkpoint: async (...of) => late().then(() => store.checkpoint(...of)),
    quarantined: async (...of) => late().then(() => store.quarantined(...of)),
  };
}

test("which pages share a commit, and all else that is compared here, is no matter of how many microtasks anything takes", async () => {
  const slow: Engine["pull"] = (context, options) => pull({ ...context, store: dawdling(context.store) }, options);
  await fc.assert(
    fc.asyncProperty(pageHistory, async (history) => {
      expect(await lived(history, { pull: slow })).toEqual(await lived(history, { pull }));
    }),
    { numRuns: 60, seed: 1, endOnFailure: true },
  );
}, 600_000);

const [content, memory] = ["../../pull/page/page-content.ts", "../../pull/page/page-memory.ts"];

/** Each is one line as somebody might get it wrong, in a copy of the sources. */
const bugs = {
  "a page is remembered beyond a change of the contract": {
    file: memory,
    right: "return known?.contract === contract ? known : undefined;",
    wrong: "return known;",
  },
  "pages are told apart by their length alone": {
    file: memory,
    right: "const name = `${list} ${bytes.byteLength} ${hashBytes(bytes, seed)}`;",
    wrong: "const name = `${list} ${bytes.byteLength}`;",
  },
  "drift does not see the records of a remembered page": {
    file: content,
    right: "items: () => parsed().items,",
    wrong: 'items: () => (asked.has("seen") ? [] : (asked.set("seen", null), parsed().items)),',
  },
  "a remembered page has no cursor values": {
    file: content,
    right: "this.cursor = cursors?.[at];",
    wrong: "this.cursor = undefined;",
  },
  "a record of a remembered page is another's": {
    file: content,
    right: "recordOf(this.#parsed().items[this.#at] ?? null)",
    wrong: "recordOf(this.#parsed().items[0] ?? null)",
  },
  "hashes of a remembered page are moved": {
    file: content,
    right: "hashes.slice(at * width, (at + 1) * width)",
    wrong: "hashes.slice(at * width + 1, (at + 1) * width + 1)",
  },
  "what is removed is left out of a page that is remembered": {
    file: content,
    right: "return page.keys.map((_, at) => new KeptRecord(page, at, parsed));",
    wrong: "return page.keys.slice(1).map((_, at) => new KeptRecord(page, at + 1, parsed));",
  },
} as const;

const folders: string[] = [];
afterAll(() => removeAll(folders));

test.each(Object.entries(bugs))(
  "it would show that %s",
  async (_, bug) => {
    expect(await isSeen(bug)).toBe(true);
  },
  120_000,
);

test("a copy that has nothing wrong shows nothing", async () => {
  const { file, right } = bugs["a page is remembered beyond a change of the contract"];
  expect(await isSeen({ file, right, wrong: right }, 20)).toBe(false);
}, 120_000);

/** Whether histories by a copy of the sources with a bug end otherwise than by these. */
async function isSeen(bug: Bug, numRuns = 1000): Promise<boolean> {
  const copy = plantedSources(bug, folders);
  const [wrong, made]: [Pick<Engine, "pull">, { createPageMemory: typeof createPageMemory }] = await Promise.all([
    import(/* @vite-ignore */ join(copy, "pull/pull.ts")),
    import(/* @vite-ignore */ join(copy, "pull/page/page-memory.ts")),
  ]);
  const { failed } = await fc.check(
    fc.asyncProperty(pageHistory, async (history) => {
      const [remembering, reading] = await both(history, { pull: wrong.pull, pages: made.createPageMemory(secret) });
      expect(remembering).toEqual(reading);
    }),
    { numRuns, endOnFailure: true },
  );
  return failed;
}
