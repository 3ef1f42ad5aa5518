import type { PlantedBug } from "./bugs.ts";

const pull = "sync/src/pull";

/** Bugs in what becomes of a storage that fails, of dry runs, and of steps that a server asks for: a few of the standard seeds meet them. */
export const storageBugs: readonly PlantedBug[] = [
  {
    name: "a run whose end could not be stored is told to have ended",
    file: `${pull}/run/finish.ts`,
    find: "await commitCheckpoint(session, checkpoint, { ...ending.batch, receipt, forgetSeen: ending.run.id });",
    replace:
      "await commitCheckpoint(session, checkpoint, { ...ending.batch, receipt, forgetSeen: ending.run.id }).catch((error: unknown) => {\n" +
      '    if (context.classify(error).code !== "storage") throw error;\n' +
      "  });",
    seed: 16,
  },
  {
    name: "nobody is told of a storage that takes nothing more",
    file: "sync/src/connection/untold.ts",
    find: 'return code === "storage" || code === "internal"',
    replace: 'return code === "internal"',
    seed: 3,
  },
  {
    name: "what storage wrote although it said that it failed is told twice",
    file: `${pull}/run/own-up.ts`,
    find: "if (now.run?.id === run) return now.run.requests >= requests;",
    replace: "if (now.run?.id === run) return false;",
    seed: 981,
  },
  {
    name: "a dry run writes what it reads",
    file: "sync/src/connection/dry-run.ts",
    find: "store: scratch,",
    replace:
      "store: { ...scratch, commit: async (batch) => (await scratch.commit(batch)) && store.commit({ ...batch, expect: undefined, lease: undefined, checkpoint: undefined, receipt: undefined }) },",
    seed: 3,
  },
  {
    name: "a step takes a page more than it may",
    file: `${pull}/step.ts`,
    find: "? maxPages - pages : 0;",
    replace: "? maxPages + 1 - pages : 0;",
    seed: 17,
  },
  {
    name: "a step goes on after its deadline",
    file: `${pull}/step.ts`,
    find: "return pages === 0 || clock.now() < deadline ?",
    replace: "return pages >= 0 || clock.now() < deadline ?",
    seed: 16,
  },
];
