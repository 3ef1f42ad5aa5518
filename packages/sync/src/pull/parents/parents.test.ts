import { describe, expect, test } from "vitest";
import { familyOf, familyVendor, pullFamily, storeParents, taskStream } from "../../../test/family.ts";
import { json } from "../../../test/vendor.ts";
import { countsHold } from "../../receipt/counts.ts";
import type { Store } from "../../store/index.ts";
import { pull } from "../pull.ts";
import { step } from "../step.ts";

const { signal } = new AbortController();

const tasks = (project: string, count: number, change: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ id: `${project}-${index}`, ...change }));

const three = () => familyVendor({ a: tasks("a", 4), b: tasks("b", 2), c: tasks("c", 7) });

async function storedTasks(store: Store): Promise<readonly string[]> {
  return (await store.keys("acme", "tasks", { limit: 10_000 })).map(String);
}

describe("children are read once per parent", () => {
  test("and the run is proven when every list is, and the parents are", async () => {
    const fake = three();
    const family = familyOf({ vendor: fake.vendor });
    const receipt = await pullFamily(family);
    expect(receipt).toMatchObject({
      outcome: "complete",
      completeness: { proven: true, by: "total" },
      counts: { received: 13, created: 13 },
      reported: 13,
      pages: 6,
      parents: { read: 3, passed: 0, failed: 0, troubled: [] },
    });
    expect(countsHold(receipt.counts)).toBe(true);
    expect(await storedTasks(family.tasks.store)).toEqual(fake.taskIds());
    const again = await pullFamily(family);
    expect(again).toMatchObject({ outcome: "complete", counts: { unchanged: 13 } });
  });

  test("a list without a count leaves the run unproven, and parents without a proof do too", async () => {
    const fake = three();
    fake.counts = false;
    const receipt = await pullFamily(familyOf({ vendor: fake.vendor }));
    expect(receipt).toMatchObject({ outcome: "complete", completeness: { proven: false } });
  });

  test("children of parents that were never read are not called complete", async () => {
    const family = familyOf({ vendor: three().vendor });
    const receipt = await family.tasks.clock.settle(pull(family.tasks, { signal }));
    expect(receipt).toMatchObject({ outcome: "partial", completeness: { proven: false }, counts: { received: 0 } });
    expect(receipt.completeness).toMatchObject({ why: expect.stringContaining("never read") });
  });

  test("a count that the children contradict makes the run partial and says of which parent", async () => {
    const fake = three();
    fake.broken.set("b", () => json({ data: tasks("b", 2), next: null, total: 3 }));
    const receipt = await pullFamily(familyOf({ vendor: fake.vendor }));
    expect(receipt).toMatchObject({
      outcome: "partial",
      completeness: { proven: false },
      parents: { read: 3, failed: 0, troubled: [{ key: "b", code: "count" }] },
    });
  });

  test("a child that two parents list is stored once and contradicts neither count", async () => {
    const shared = { id: "s" };
    const fake = familyVendor({ a: [...tasks("a", 2), shared], b: [shared] });
    const receipt = await pullFamily(familyOf({ vendor: fake.vendor }));
    expect(receipt).toMatchObject({ outcome: "complete", completeness: { proven: true }, counts: { duplicate: 1 } });
  });

  test("keys that are unique among siblings only are stored below their parent's", async () => {
    const fake = familyVendor({ a: [{ id: 1 }, { id: 2 }], b: [{ id: 1 }] });
    const contract = taskStream({
      parent: { stream: "projects", parameters: { project: "/id" }, keys: "below-parent" },
    });
    const family = familyOf({ vendor: fake.vendor, contract });
    expect(await pullFamily(family)).toMatchObject({ outcome: "complete", counts: { created: 3 } });
    expect(await storedTasks(family.tasks.store)).toEqual(['["a","1"]', '["a","2"]', '["b","1"]']);
  });

  test("invariant 65: a parent that is listed twice has its children read once", async () => {
    const fake = familyVendor({ a: tasks("a", 2) });
    const twice = [{ id: "a" }, { id: "a" }];
    const vendor = (request: Request) =>
      request.url.includes("/tasks") ? fake.vendor(request) : json({ data: twice, next: null, total: 2 });
    await pullFamily(familyOf({ vendor }));
    expect(fake.asked).toEqual(["/projects/a/tasks?limit=10"]);
  });

  test.each(["", ".", ".."])("a parent whose key is %j is named as unread, not asked for another list", async (id) => {
    const fake = familyVendor({ a: tasks("a", 2) });
    const family = familyOf({ vendor: fake.vendor });
    await storeParents(family.tasks.store, ["a"]);
    const row = { key: "odd" as never, data: { id }, hash: "h", run: "given" };
    await family.tasks.store.commit({ connection: "acme", stream: "projects", put: [row] });
    const receipt = await family.tasks.clock.settle(pull(family.tasks, { signal }));
    expect(receipt.parents).toEqual({ read: 1, passed: 0, failed: 1, troubled: [{ key: "odd", code: "contract" }] });
    expect(fake.asked).toEqual(["/projects/a/tasks?limit=10"]);
  });
});

test.each([
  { id: "a\u20AC", sent: undefined },
  { id: "a\nX-Team: b", sent: undefined },
  { id: " a", sent: undefined },
  { id: "a b", sent: "a b" },
])("a parent whose key is $id fills a header that can hold it, and is named as unread else", async ({ id, sent }) => {
  const asked: (string | null)[] = [];
  const vendor = ({ headers }: Request) => {
    asked.push(headers.get("x-project"));
    return json({ data: [], next: null, total: 0 });
  };
  const parent = { stream: "projects", parameters: { "header:X-Project": "/id" } } as const;
  const family = familyOf({ vendor, contract: taskStream({ list: { method: "GET", path: "/tasks" }, parent }) });
  const row = { key: "odd" as never, data: { id }, hash: "h", run: "given" };
  await family.tasks.store.commit({ connection: "acme", stream: "projects", put: [row] });
  const receipt = await family.tasks.clock.settle(pull(family.tasks, { signal }));
  expect(receipt.parents?.troubled).toEqual(sent === undefined ? [{ key: "odd", code: "contract" }] : []);
  expect(asked).toEqual(sent === undefined ? [] : [sent]);
});

describe("a parent in trouble", () => {
  test.each([
    { status: 404, code: "not_found" },
    { status: 403, code: "forbidden" },
  ])(
    "invariant 66: one that answers $status for ever leaves the others alone, and the run is partial",
    async (given) => {
      const fake = three();
      fake.broken.set("b", () => json({}, { status: given.status }));
      const family = familyOf({ vendor: fake.vendor });
      const receipt = await pullFamily(family);
      expect(receipt).toMatchObject({
        outcome: "partial",
        failure: { code: given.code },
        counts: { created: 11 },
        parents: { read: 2, failed: 1, troubled: [{ key: "b", code: given.code }] },
      });
      expect(await pullFamily(family)).toMatchObject({ outcome: "partial", counts: { unchanged: 11 } });
    },
  );

  test("one that is down is tried again before it is given up, and the next has all its attempts", async () => {
    const fake = three();
    let tries = 0;
    fake.broken.set("b", () => {
      tries += 1;
      return json({}, { status: 503 });
    });
    const family = familyOf({ vendor: fake.vendor, settings: { maxAttempts: 3 } });
    const receipt = await pullFamily(family);
    expect(tries).toBe(3);
    expect(receipt).toMatchObject({ outcome: "partial", parents: { read: 2, failed: 1 }, counts: { created: 11 } });
  });

  test("a run that could read the children of nobody failed", async () => {
    const fake = three();
    for (const project of ["a", "b", "c"]) fake.broken.set(project, () => json({}, { status: 403 }));
    const receipt = await pullFamily(familyOf({ vendor: fake.vendor }));
    expect(receipt).toMatchObject({
      outcome: "failed",
      failure: { code: "forbidden" },
      parents: { read: 0, failed: 3 },
    });
  });

  test("refused credentials stop the run where it stands", async () => {
    const fake = three();
    fake.broken.set("b", () => json({}, { status: 401 }));
    const family = familyOf({ vendor: fake.vendor });
    await expect(pullFamily(family)).rejects.toMatchObject({ code: "unauthorized" });
    const run = (await family.tasks.store.checkpoint("acme", "tasks"))?.run;
    expect(run?.parents).toMatchObject({ read: 1, failed: 0, at: { key: "b" } });
  });

  test("a list that goes in circles is the trouble of its parent", async () => {
    const fake = three();
    fake.broken.set("b", () => json({ data: tasks("b", 1), next: "1", total: 9 }));
    const receipt = await pullFamily(familyOf({ vendor: fake.vendor }));
    expect(receipt.parents?.troubled).toEqual([{ key: "b", code: "pagination_loop" }]);
    expect(receipt).toMatchObject({ outcome: "partial", counts: { created: 12 } });
  });

  test("its key stays out of the receipt where the connector classes it", async () => {
    const fake = three();
    fake.broken.set("b", () => json({}, { status: 404 }));
    const family = familyOf({ vendor: fake.vendor });
    const classed = { ...family.projects.contract, classes: { "/id": "pii" } as const };
    const receipt = await pullFamily({ ...family, tasks: { ...family.tasks, ancestors: [classed] } });
    expect(receipt.parents).toEqual({ read: 2, passed: 0, failed: 1, troubled: [] });
  });
});

describe("children that are gone", () => {
  test("are removed once that is proven, those of a parent that vanished too", async () => {
    const fake = familyVendor({ a: tasks("a", 10), b: tasks("b", 2) });
    const family = familyOf({ vendor: fake.vendor, settings: { maxShrink: 0.6 } });
    await pullFamily(family);
    fake.removeLast("a");
    fake.remove("b");
    expect(await pullFamily(family)).toMatchObject({ outcome: "complete", counts: { unchanged: 9, swept: 3 } });
    expect(await storedTasks(family.tasks.store)).toEqual(fake.taskIds());
  });

  test("invariant 73: stay where their parent may no longer be read", async () => {
    const fake = three();
    const family = familyOf({ vendor: fake.vendor });
    await pullFamily(family);
    fake.broken.set("b", () => json({}, { status: 403 }));
    expect(await pullFamily(family)).toMatchObject({ outcome: "partial", counts: { swept: 0 } });
    expect(await family.tasks.store.count("acme", "tasks")).toBe(13);
  });

  test("stay where the parents were only read again while their children were read, and nothing is said to have changed", async () => {
    const fake = three();
    const family = familyOf({ vendor: fake.vendor });
    await pullFamily(family);
    fake.removeLast("c");
    await family.tasks.clock.settle(step(family.tasks, { signal, maxPages: 1 }));
    await family.projects.clock.settle(pull(family.projects, { signal }));
    const receipt = await family.tasks.clock.settle(pull(family.tasks, { signal }));
    const why = "the records of projects were read again, or changed, while their children were read";
    expect(receipt).toMatchObject({ completeness: { proven: false, why }, counts: { swept: 0 } });
  });

  test.each([
    { orphans: "remove", left: ['["a","1"]'] },
    { orphans: "keep", left: ['["a","1"]', '["b","1"]', '["b","2"]'] },
  ] as const)("invariant 61: of a deleted parent are handled as declared: $orphans", async ({ orphans, left }) => {
    const fake = familyVendor({ a: [{ id: 1 }, { id: 2 }], b: [{ id: 1 }, { id: 2 }] });
    const contract = taskStream({
      parent: { stream: "projects", parameters: { project: "/id" }, keys: "below-parent", orphans },
    });
    const family = familyOf({ vendor: fake.vendor, contract, settings: { maxShrink: 0.9 } });
    await pullFamily(family);
    fake.remove("b");
    fake.removeLast("a");
    await pullFamily(family);
    expect(await storedTasks(family.tasks.store)).toEqual(left);
  });
});
