import { background } from "../background.ts";
import { chooseStep } from "./choose-step.ts";
import type { Circumstances, Step } from "./choose-step.ts";
import { allSegments } from "./directory.ts";
import type { Directory } from "./directory.ts";
import type { OfStream, Segment } from "./segment.ts";
import { takeStep } from "./take-step.ts";
import type { Workbench } from "./workbench.ts";

/** Keeps a store's segments few and in order, behind its commits. Where it stops, at whatever point, nothing is lost but tidiness. */
export interface Compactor {
  /** Segments were added, and this is the directory since. Looks after them in the background. */
  added(of: OfStream, segments: readonly Segment[], directory: Directory): void;
  /** Brings a stream into the order that it is to have while nothing is written. */
  tidy(of: OfStream): void;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

interface Task {
  readonly of: OfStream;
  readonly when: "busy" | "rest";
  /** Absent: whatever of the stream is out of order. */
  readonly segment?: Segment | undefined;
}

export function createCompactor(bench: Workbench): Compactor {
  const { queue, idle, stop } = background(take);

  async function take({ of, when, segment }: Task): Promise<void> {
    const choose = (directory: Directory) => firstStep(directory, segment, { when, size: bench.size });
    const added = await takeStep(bench, of, choose);
    for (const each of added ?? []) queue({ of, when, segment: each });
    if (added !== undefined && segment === undefined) queue({ of, when });
  }

  return {
    added(of, segments, directory) {
      // Mostly there is nothing to do, which is seen without asking the database.
      for (const segment of segments) {
        if (chooseStep(directory, segment, { when: "busy", size: bench.size }) !== undefined)
          queue({ of, when: "busy", segment });
      }
    },
    tidy: (of) => queue({ of, when: "rest" }),
    idle,
    stop,
  };
}

/** Without a segment, the first step that any of them calls for. */
function firstStep(directory: Directory, segment: Segment | undefined, circumstances: Circumstances): Step | undefined {
  const candidates = segment === undefined ? allSegments(directory) : [segment];
  for (const each of candidates) {
    const step = isThere(directory, each) ? chooseStep(directory, each, circumstances) : undefined;
    if (step !== undefined) return step;
  }
  return undefined;
}

function isThere(directory: Directory, { level, id }: Segment): boolean {
  return directory.levels[level]?.segments.some((each) => each.id === id) ?? false;
}
