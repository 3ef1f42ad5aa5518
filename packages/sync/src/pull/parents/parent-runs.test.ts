import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Died, dyingStore } from "../../../test/dying-store.ts";
import { familyOf, familyVendor, pullFamily, storeParents, taskStream } from "../../../test/family.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { json } from "../../../test/vendor.ts";
import { countsHold } from "../../receipt/counts.ts";
import type { RunReceipt } from "../../receipt/receipt.ts";
import { createMemoryStore } from "../../store/index.ts";
import type { Store } from "../../store/index.ts";
import { pull } from "../pull.ts";
import { step } from "../step.ts";
import { datedBy } from "../../../test/contract.ts";

const { signal } = new AbortController();

const tasks = (project: string, count: number, change: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ id: `${project}-${index}`, ...change }));

const three = () => familyVendor({ a: tasks("a", 4), b: tasks("b", 2), c: tasks("c", 7) });

const two = () => familyVendor({ a: tasks("a", 4), b: tasks("b", 1) });

async function storedTasks(store: Store): Promise<readonly string[]> {
  return (await store.keys("acme", "tasks", { limit: 10_000 })).map(String);
}

describe("what changed", () => {
  const at = (ms: number) => ({ updated_at: new Date(ms).toISOString() });

  test("invariant 62: the old children of a new parent are read, those of the others since the watermark", async () => {
    const fake = familyVendor({ a: tasks("a", 2, at(0)), b: tasks("b", 2, at(0)) });
    const family = familyOf({ vendor: fake.vendor, contract: taskStream({ incremental: datedBy }) });
    await pullFamily(family);
    await family.tasks.clock.advance(3_600_000);
    fake.add("n", ...tasks("n", 2, at(0)));
    fake.add("b", { id: "b-late", ...at(family.tasks.clock.now()) });
    fake.asked.length = 0;
    const receipt = await pullFamily(family);
    expect(receipt).toMatchObject({ mode: "incremental", outcome: "complete", counts: { created: 3 } });
    const lists = fake.asked.filter((path) => path.includes("/tasks"));
    expect(lists.map((path) => [path.split("/")[2], path.includes("updated_since")])).toEqual([
      ["a", true],
      ["b", true],
      ["n", false],
    ]);
    expect(await storedTasks(family.tasks.store)).toEqual(fake.taskIds());
  });

  test("invariant 63: nothing is taken as read of a parent that was in trouble: it is read whole next time", async () => {
    const fake = familyVendor({ a: tasks("a", 2, at(0)), b: tasks("b", 2, at(0)) });
    fake.broken.set("b", () => json({}, { status: 403 }));
    const family = familyOf({ vendor: fake.vendor, contract: taskStream({ incremental: datedBy }) });
    expect(await pullFamily(family)).toMatchObject({ outcome: "partial" });
    await family.tasks.clock.advance(3_600_000);
    fake.broken.clear();
    expect(await pullFamily(family)).toMatchObject({
      mode: "incremental",
      outcome: "complete",
      counts: { created: 2 },
    });
    expect(await storedTasks(family.tasks.store)).toEqual(fake.taskIds());
  });

  test("where a child's change shows at its parent, only changed parents are visited", async () => {
    const fake = three();
    const contract = taskStream({
      parent: { stream: "projects", parameters: { project: "/id" }, changesShowAt: "parent" },
    });
    const family = familyOf({ vendor: fake.vendor, contract });
    await pullFamily(family);
    fake.add("b", { id: "b-new" });
    const row = { key: "b" as never, data: { id: "b", touched: 1 }, hash: "other", run: "given" };
    await family.tasks.store.commit({ connection: "acme", stream: "projects", put: [row] });
    fake.asked.length = 0;
    const receipt = await family.tasks.clock.settle(pull(family.tasks, { signal }));
    expect(receipt).toMatchObject({ mode: "incremental", counts: { created: 1 }, parents: { read: 1, passed: 2 } });
    expect(fake.asked.every((path) => path.startsWith("/projects/b/"))).toBe(true);
  });
});

describe("a run over parents goes on where it stood", () => {
  test("step by step, it gives the same run as one pull", async () => {
    const whole = await pullFamily(familyOf({ vendor: three().vendor }));
    const family = familyOf({ vendor: three().vendor });
    await family.projects.clock.settle(pull(family.projects, { signal }));
    for (let steps = 0; steps < 30; steps += 1) {
      const result = await family.tasks.clock.settle(step(family.tasks, { signal, maxPages: 1 }));
      if (result.state !== "done") continue;
      const { counts, digest, pages, parents, completeness } = whole;
      expect(result.receipt).toMatchObject({ counts, digest, pages, parents, completeness });
      return;
    }
    expect.unreachable("the run did not end");
  });

  test.each(["before", "after"] as const)("a crash %s any store operation loses nothing", async (when) => {
    const total = await operationsOf();
    for (let nth = 1; nth <= total; nth += 1) {
      const fake = two();
      const store = createMemoryStore();
      const healthy = familyOf({ vendor: fake.vendor, store });
      await healthy.projects.clock.settle(pull(healthy.projects, { signal }));
      const mortal = pullContext({
        vendor: fake.vendor,
        contract: taskStream(),
        store: dyingStore(store, nth, when),
        clock: healthy.tasks.clock,
        owner: "mortal",
      });
      const crashed = await mortal.clock.settle(pull(mortal, { signal })).catch((error: unknown) => error);
      if ((await store.checkpoint("acme", "tasks"))?.last === undefined) {
        await healthy.tasks.clock.settle(pull(healthy.tasks, { signal }));
      }
      expect(crashed instanceof Died || "outcome" in Object(crashed)).toBe(true);
      expect(await storedTasks(store), `operation ${nth}`).toEqual(fake.taskIds());
      const receipts = (await store.receipts("acme", { stream: "tasks", limit: 9 })).items as readonly RunReceipt[];
      expect(receipts, `operation ${nth}`).toMatchObject([
        { outcome: "complete", completeness: { proven: true }, counts: { received: 5, created: 5 } },
      ]);
      expect(receipts.every(({ counts }) => countsHold(counts))).toBe(true);
    }
  });

  async function operationsOf(): Promise<number> {
    const family = familyOf({ vendor: two().vendor });
    await family.projects.clock.settle(pull(family.projects, { signal }));
    const store = dyingStore(family.tasks.store, Infinity, "before");
    await family.tasks.clock.settle(pull({ ...family.tasks, store }, { signal }));
    return store.operations;
  }

  test("property: whatever the lists and the sizes of steps, the children are those of the vendor", async () => {
    const lists = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.nat(8), { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(lists, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }), async (sizes, steps) => {
        const fake = familyVendor(Object.fromEntries(Object.entries(sizes).map(([key, n]) => [key, tasks(key, n)])));
        const family = familyOf({ vendor: fake.vendor });
        await family.projects.clock.settle(pull(family.projects, { signal }));
        for (let at = 0; at < 200; at += 1) {
          const maxPages = steps[at % steps.length];
          const { state } = await family.tasks.clock.settle(step(family.tasks, { signal, maxPages }));
          if (state === "done") break;
        }
        expect(await storedTasks(family.tasks.store)).toEqual(fake.taskIds());
        const [receipt] = (await family.tasks.store.receipts("acme", { stream: "tasks", limit: 1 })).items;
        expect(receipt).toMatchObject({ outcome: "complete", completeness: { proven: true } });
      }),
      { numRuns: 60 },
    );
  });
});

test("invariant 64: the checkpoint of a run does not grow with the number of parents", async () => {
  const sizes: number[] = [];
  for (const count of [10, 300]) {
    const ids = Array.from({ length: count }, (_, index) => `p${String(index).padStart(6, "0")}`);
    const family = familyOf({ vendor: () => json({ data: [], next: null, total: 0 }) });
    await storeParents(family.tasks.store, ids);
    const biggest = await biggestCheckpoint(family.tasks.store, () =>
      family.tasks.clock.settle(pull(family.tasks, { signal })),
    );
    sizes.push(biggest);
  }
  const [few = 0, many = 0] = sizes;
  expect(few).toBeGreaterThan(300);
  expect(many).toBeLessThan(few + 100);
});

async function biggestCheckpoint(store: Store, work: () => Promise<unknown>): Promise<number> {
  let biggest = 0;
  const look = async () => {
    const checkpoint = await store.checkpoint("acme", "tasks");
    biggest = Math.max(biggest, JSON.stringify(checkpoint ?? null).length);
  };
  const end = store.subscribe(() => void look());
  await work();
  end();
  return biggest;
}
