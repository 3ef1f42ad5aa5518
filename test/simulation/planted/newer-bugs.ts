import type { PlantedBug } from "./bugs.ts";
import { firstNewerSeed } from "../plan/newer-seeds.ts";

/** Bugs that only streams of newer seeds can meet. */
export const newerBugs: readonly PlantedBug[] = [
  {
    name: "a place that the vendor forgot is asked from for ever",
    file: "sync/src/pull/run/recover.ts",
    find: '    return { kind: "widen", at: retryAt(page) };',
    replace: '    return { kind: "fail" };',
    seed: firstNewerSeed,
  },
  {
    name: "a window that could not be read is taken for read",
    file: "sync/src/pull/windows/window-progress.ts",
    find: "    gaps: mergeIntervals([...windows.gaps, at]),\n    failure: windows.failure ?? (end",
    replace: "    gaps: windows.gaps,\n    failure: windows.failure ?? (end",
    seed: firstNewerSeed,
  },
  {
    name: "a backfill moves the watermark",
    file: "sync/src/pull/run/finish.ts",
    find: 'if (run.mode === "backfill") return {};',
    replace: 'if (run.mode === "backfill") return judged.moves ? positionAfter(session, run) : {};',
    seed: firstNewerSeed,
  },
];
