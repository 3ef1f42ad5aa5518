import { join } from "node:path";
import { createVirtualClock } from "@waybill/transport/testing";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { familyOf, familyVendor, storeParents, taskStream } from "../../../test/family.ts";
import { plantedSources, removeAll } from "../../../test/planted.ts";
import { signal } from "../../../test/run-pull.ts";
import { json } from "../../../test/vendor.ts";
import type { RecordKey } from "../../record/record.ts";
import { createMemoryStore } from "../../store/index.ts";
import { createMetMemory } from "../proof/met-memory.ts";
import type { MetMemory } from "../proof/met-memory.ts";
import { step } from "../step.ts";

const projects = ["a", "b", "c"] as const;
const project = fc.constantFrom(...projects);

const turn = fc.record({
  tab: fc.nat({ max: 1 }),
  pages: fc.integer({ min: 1, max: 4 }),
  loses: fc.option(project, { nil: undefined }),
  broken: fc.option(project, { nil: undefined, freq: 3 }),
});

const history = fc.record({
  /** How many tasks each project has. */
  sizes: fc.tuple(...projects.map(() => fc.nat({ max: 8 }))),
  /** Whether those of one project are named as those of another. */
  shares: fc.boolean(),
  keys: fc.constantFrom("own" as const, "below-parent" as const),
  counts: fc.boolean(),
  turns: fc.array(turn, { minLength: 2, maxLength: 12 }),
});

type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** The engine under test: this one, or a copy with a bug in it. */
interface Engine {
  readonly step: typeof step;
  readonly memory: () => MetMemory | undefined;
}

/** Two tabs read the tasks of all projects by a few pages each, again and again. */
async function lived({ sizes, shares, keys, counts, turns }: History, by: Engine) {
  const clock = createVirtualClock();
  const memory = createMemoryStore();
  let reads = 0;
  const seen = (...of: Parameters<typeof memory.seen>): AsyncIterable<readonly RecordKey[]> => {
    reads += 1;
    return memory.seen(...of);
  };
  const store = { ...memory, seen };
  const fake = familyVendor({});
  fake.counts = counts;
  const left = new Map<string, number>(projects.map((name, at) => [name, sizes[at] ?? 0]));
  for (const [name, count] of left)
    fake.add(name, ...Array.from({ length: count }, (_, n) => ({ id: `${name}-${n}` })));
  const vendor = async (request: Request): Promise<Response> => {
    const response = await fake.vendor(request);
    return shares ? new Response((await response.text()).replaceAll(/"[abc]-/g, '"'), response) : response;
  };
  await storeParents(store, projects);
  const parent = { stream: "projects", parameters: { project: "/id" }, keys } as const;
  const contract = taskStream({ parent });
  const settings = { maxShrink: 1, maxAttempts: 1 };
  const tabs = ["one", "two"].map((owner) => ({
    ...familyOf({ vendor, clock, store, contract, owner, settings }).tasks,
    met: by.memory(),
  }));
  const told: unknown[] = [];
  for (const { tab, pages, loses, broken } of turns) {
    const rest = (left.get(loses ?? "") ?? 0) - 1;
    if (loses !== undefined && rest >= 0) fake.removeLast(loses);
    if (loses !== undefined) left.set(loses, rest);
    fake.broken.clear();
    if (broken !== undefined) fake.broken.set(broken, () => json({}, { status: 403 }));
    const context = tabs[tab];
    const work = context && by.step(context, { signal, mode: "full", maxPages: pages });
    told.push(await clock.settle(Promise.resolve(work).catch((error: unknown) => String(error))));
  }
  const { items } = await store.receipts("acme", { limit: 100 });
  return { reads, seen: { told, items, asked: fake.asked, keys: await store.keys("acme", "tasks", { limit: 1000 }) } };
}

const keeping = (by: typeof step): Engine => ({ step: by, memory: () => createMetMemory() });
const reading: Engine = { step, memory: () => undefined };

test("nothing shows whether what a run has met is kept while it goes from parent to parent", async () => {
  let spared = 0;
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const [kept, read] = [await lived(given, keeping(step)), await lived(given, reading)];
      expect(kept.seen).toEqual(read.seen);
      spared += read.reads - kept.reads;
    }),
    { numRuns: process.env["WAYBILL_LONG"] === "1" ? 3000 : 60, endOnFailure: true },
  );
  expect(spared).toBeGreaterThan(50);
}, 600_000);

const folders: string[] = [];
afterAll(() => removeAll(folders));

test("it would show that the list of a parent is taken to begin a page too early", async () => {
  const bug = {
    file: "../../pull/reading/run-after-page.ts",
    right: "parents.blocks + (keys.length > 0 ? 1 : 0)",
    wrong: "parents.blocks",
  };
  const copy: Engine = await import(/* @vite-ignore */ join(plantedSources(bug, folders), "pull/step.ts"));
  const { failed } = await fc.check(
    fc.asyncProperty(history, async (given) => {
      expect((await lived(given, keeping(copy.step))).seen).toEqual((await lived(given, reading)).seen);
    }),
    { numRuns: 300, endOnFailure: true },
  );
  expect(failed).toBe(true);
}, 120_000);
