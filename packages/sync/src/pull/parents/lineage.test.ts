import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Died, dyingStore } from "../../../test/dying-store.ts";
import { byPath, byQuery, lineageOf } from "../../../test/lineage.ts";
import { json } from "../../../test/vendor.ts";
import { confirmRemovals } from "../confirm-removals.ts";
import { pull } from "../pull.ts";
import { step } from "../step.ts";

const { signal } = new AbortController();

/** Two workspaces whose teams have the same numbers, and their projects. */
function filled(...given: Parameters<typeof lineageOf>) {
  const lineage = lineageOf(...given);
  const isNumbered = given[0] === byPath;
  lineage.addTeam("w1", isNumbered ? "1" : "t1", "a", "b", "c");
  lineage.addTeam("w1", isNumbered ? "2" : "t2");
  lineage.addTeam("w2", isNumbered ? "1" : "t3", "d", "e");
  return lineage;
}

const shapes = [
  { name: "by a query parameter", shape: byQuery, troubled: "/projects?team=t1", key: "t1" },
  { name: "by a path that names both", shape: byPath, troubled: "/workspaces/w1/teams/1/projects", key: '["w1","1"]' },
] as const;

describe.each(shapes)("grandchildren, asked for $name", ({ shape, troubled, key }) => {
  test("are all read, and proven where their parents and grandparents are", async () => {
    const lineage = filled(shape);
    expect(await lineage.pullAll()).toMatchObject({
      outcome: "complete",
      completeness: { proven: true },
      counts: { created: 5 },
      parents: { read: 3, failed: 0 },
    });
    expect(await lineage.stored()).toEqual(["a", "b", "c", "d", "e"]);
    expect(lineage.emulator.violations()).toEqual([]);
    expect(await lineage.pullAll()).toMatchObject({ outcome: "complete", counts: { unchanged: 5, created: 0 } });
  });

  test("are not proven while a list of their parents is not", async () => {
    const lineage = filled(shape);
    const teams = shape === byQuery ? "/teams?workspace=w2" : "/workspaces/w2/teams";
    lineage.broken.set(teams, () => json({}, { status: 403 }));
    expect(await lineage.pullAll()).toMatchObject({ outcome: "partial", completeness: { proven: false } });
    expect(await lineage.stored()).toEqual(["a", "b", "c"]);
  });

  test("are not proven while their parents were not listed for a workspace that came, and are once they were", async () => {
    const lineage = filled(shape);
    await lineage.pullAll();
    lineage.addTeam("w3", "8", "f");
    const { workspaces, projects } = lineage;
    await workspaces.clock.settle(pull(workspaces, { signal }));
    const receipt = await projects.clock.settle(pull(projects, { signal, mode: "full" }));
    expect(receipt).toMatchObject({ outcome: "complete", completeness: { proven: false } });
    expect(await lineage.pullAll("full")).toMatchObject({ completeness: { proven: true }, counts: { created: 1 } });
  });

  test("of a parent in trouble leave those of the others alone", async () => {
    const lineage = filled(shape);
    lineage.broken.set(troubled, () => json({}, { status: 403 }));
    expect(await lineage.pullAll()).toMatchObject({
      outcome: "partial",
      parents: { read: 2, failed: 1, troubled: [{ key, code: "forbidden" }] },
    });
    expect(await lineage.stored()).toEqual(["d", "e"]);
  });

  test("go with the workspace that goes, once each generation is proven", async () => {
    const lineage = filled(shape, { settings: { maxShrink: 0.9 } });
    await lineage.pullAll();
    lineage.emulator.remove("workspaces", "w2");
    expect(await lineage.pullAll("full")).toMatchObject({ outcome: "complete", counts: { swept: 2 } });
    expect(await lineage.stored()).toEqual(["a", "b", "c"]);
  });

  test("are read of changed parents alone where their changes show there", async () => {
    const lineage = filled(shape, { change: { changesShowAt: "parent" } });
    await lineage.pullAll();
    lineage.addTeam("w2", "9", "f");
    lineage.asked.length = 0;
    expect(await lineage.pullAll()).toMatchObject({
      mode: "incremental",
      counts: { created: 1 },
      parents: { read: 1, passed: 3 },
    });
    expect(lineage.asked.filter((path) => path.includes("projects"))).toHaveLength(1);
    expect(await lineage.stored()).toEqual(["a", "b", "c", "d", "e", "f"]);
  });
});

async function pullParents({ workspaces, teams }: ReturnType<typeof lineageOf>): Promise<void> {
  await workspaces.clock.settle(pull(workspaces, { signal }));
  await teams.clock.settle(pull(teams, { signal }));
}

/** Two workspaces with a team of the same number, of one project each. */
function pair() {
  const lineage = lineageOf(byPath);
  lineage.addTeam("w1", "1", "a");
  lineage.addTeam("w2", "1", "b");
  return lineage;
}

test.each(["before", "after"] as const)("grandchildren survive a crash %s any store operation", async (when) => {
  const whole = pair();
  await pullParents(whole);
  const counting = dyingStore(whole.projects.store, Infinity, when);
  await whole.projects.clock.settle(pull({ ...whole.projects, store: counting }, { signal }));
  for (let nth = 1; nth <= counting.operations; nth += 1) {
    const lineage = pair();
    await pullParents(lineage);
    const { projects } = lineage;
    const mortal = { ...projects, owner: "mortal", store: dyingStore(projects.store, nth, when) };
    const crashed = await projects.clock.settle(pull(mortal, { signal })).catch((error: unknown) => error);
    expect(crashed instanceof Died || "outcome" in Object(crashed)).toBe(true);
    if ((await projects.store.checkpoint("acme", "projects"))?.last === undefined) {
      await projects.clock.settle(pull(projects, { signal }));
    }
    expect(await lineage.stored(), `operation ${nth}`).toEqual(["a", "b"]);
    const { items } = await projects.store.receipts("acme", { stream: "projects", limit: 9 });
    expect(items, `operation ${nth}`).toMatchObject([{ outcome: "complete", completeness: { proven: true } }]);
  }
});

test("property: whatever the teams and the sizes of steps, the projects are those of the vendor", async () => {
  const sizes = fc.array(fc.tuple(fc.constantFrom("w1", "w2", "w/3"), fc.nat(4)), { maxLength: 5 });
  const steps = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(byPath, byQuery), sizes, steps, async (shape, teams, pages) => {
      const lineage = lineageOf(shape);
      const ids = teams.map(([workspace, count], team) => {
        const added = Array.from({ length: count }, (_, at) => `${team}-${at}`);
        lineage.addTeam(workspace, `t${team}`, ...added);
        return added;
      });
      await pullParents(lineage);
      const { projects } = lineage;
      for (let at = 0; at < 200; at += 1) {
        const { state } = await projects.clock.settle(step(projects, { signal, maxPages: pages[at % pages.length] }));
        if (state === "done") break;
      }
      expect(await lineage.stored()).toEqual(ids.flat().toSorted());
    }),
    { numRuns: 40 },
  );
});

test("a record whose own parent is not stored any more is named, and its children are not asked for", async () => {
  const lineage = filled(byPath);
  await pullParents(lineage);
  const { projects } = lineage;
  await projects.store.commit({ connection: "acme", stream: "workspaces", remove: ["w2" as never] });
  const receipt = await projects.clock.settle(pull(projects, { signal }));
  expect(receipt.parents).toMatchObject({ read: 2, failed: 1, troubled: [{ key: '["w2","1"]', code: "gone" }] });
  expect(await lineage.stored()).toEqual(["a", "b", "c"]);
});

test("keys of parents stay out of the receipt where a class keeps those above them from being told", async () => {
  const lineage = filled(byPath);
  lineage.broken.set("/workspaces/w1/teams/1/projects", () => json({}, { status: 403 }));
  await pullParents(lineage);
  const classed = { ...lineage.workspaces.contract, classes: { "/id": "pii" } as const };
  const ancestors = [lineage.teams.contract, classed];
  const context = { ...lineage.projects, ancestors };
  const receipt = await context.clock.settle(pull(context, { signal }));
  expect(receipt.parents).toMatchObject({ failed: 1, troubled: [] });
});

test("grandchildren are read anew where the keys of their parents are corrected, and what stands below the old keys waits for a person", async () => {
  const ownPath = { ...byPath.projects.parent, inherits: undefined, changesShowAt: "parent" } as const;
  const lineage = lineageOf({ ...byPath, projects: { path: "/teams/{team}/projects", parent: ownPath } });
  lineage.addTeam("w1", "1", "a", "b");
  lineage.addTeam("w2", "2", "c");
  await lineage.pullAll();
  const { workspaces, teams, projects } = lineage;
  const own = { ...teams.contract, parent: { ...byPath.teams.parent, keys: "own" } } as const;
  await teams.clock.settle(pull({ ...teams, contract: own }, { signal }));
  const corrected = { ...projects, ancestors: [own, workspaces.contract] };
  const receipt = await projects.clock.settle(pull(corrected, { signal }));
  expect(receipt).toMatchObject({ mode: "full", counts: { created: 3 }, completeness: { proven: false } });
  expect(await confirmRemovals(corrected, 3)).toBe(true);
  const next = await projects.clock.settle(pull(corrected, { signal, mode: "full" }));
  expect(next).toMatchObject({ completeness: { proven: true }, counts: { unchanged: 3, swept: 3 } });
  expect(await lineage.stored()).toEqual(["a", "b", "c"]);
});

test("grandchildren of a workspace that is gone stay with the teams that are kept, and the others go as ever", async () => {
  const keep = { ...byPath.teams, parent: { ...byPath.teams.parent, orphans: "keep" } } as const;
  const lineage = lineageOf({ ...byPath, teams: keep }, { settings: { maxShrink: 0.9 } });
  lineage.addTeam("w1", "1", "a", "b");
  lineage.addTeam("w2", "1", "c", "d");
  await lineage.pullAll();
  lineage.emulator.remove("workspaces", "w2");
  lineage.emulator.remove("projects", "b");
  const receipt = await lineage.pullAll("full");
  expect(receipt).toMatchObject({
    outcome: "complete",
    completeness: { proven: true },
    counts: { unchanged: 1, swept: 1 },
    parents: { read: 1, passed: 1, failed: 0 },
  });
  expect(await lineage.stored()).toEqual(["a", "c", "d"]);
  expect(await lineage.pullAll("full")).toMatchObject({ outcome: "complete", completeness: { proven: true } });
});

test("what came to a kept team while its workspace was gone is read once the workspace is back", async () => {
  const keep = { ...byPath.teams, parent: { ...byPath.teams.parent, orphans: "keep" } } as const;
  const lineage = lineageOf(
    { ...byPath, teams: keep },
    {
      change: { changesShowAt: "parent" },
      settings: { maxShrink: 0.9 },
    },
  );
  lineage.addTeam("w1", "1", "a", "b");
  lineage.addTeam("w2", "1", "c");
  await lineage.pullAll();
  lineage.emulator.remove("workspaces", "w2");
  await lineage.pullAll();
  lineage.emulator.create("projects", { id: "d" }, { workspace: "w2", team: "1" });
  expect(await lineage.pullAll()).toMatchObject({ mode: "incremental", parents: { read: 0, passed: 2 } });
  lineage.emulator.create("workspaces", { id: "w2" });
  expect(await lineage.pullAll()).toMatchObject({ mode: "incremental", parents: { read: 1, passed: 1 } });
  expect(await lineage.stored()).toEqual(["a", "b", "c", "d"]);
});

test("a parameter of the path may have any name", async () => {
  const parameters = Object.fromEntries([["__proto__", "/id"]]) as Readonly<Record<string, "/id">>;
  const named = { path: "/teams/{__proto__}/projects", parent: { stream: "teams", parameters } };
  const lineage = lineageOf({ ...byQuery, projects: named });
  lineage.addTeam("w1", "t1");
  await pullParents(lineage);
  await lineage.projects.clock.settle(pull(lineage.projects, { signal }));
  expect(lineage.asked.at(-1)).toBe("/teams/t1/projects");
});
