import type { Batch } from "@waybill/sync/store";
import { isForgotten } from "./commit-step.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** What people gave up of a stream: none of it comes back. */
export interface GivenUp {
  /** Whether somebody wants it to forget how far it was read. */
  readonly mayForget: boolean;
  judge(batch: Batch, before: Checkpoint | undefined): void;
  /** A commit was accepted. */
  followed(checkpoint: Checkpoint): void;
  erased(): void;
  /** Somebody wants it to forget how far it was read. Gives the times that it did so far. */
  forget(): () => number;
}

export function createGivenUp(stream: string): GivenUp {
  /** Ids of runs so far, and of those that went with an erasure. */
  const runs = new Set<string>();
  const gone = new Set<string>();
  let mayForget = false;
  /** Nothing counts as read, since somebody wanted that. */
  let isReset = false;
  let resets = 0;
  return {
    get mayForget() {
      return mayForget;
    },
    judge: ({ checkpoint, receipt }, before) => {
      const run = checkpoint?.run;
      const back = [run?.id, receipt?.id].find((id) => id !== undefined && gone.has(id));
      hold(back === undefined, "erased", () => `the run ${back} of ${stream} goes on, and was erased`);
      if (!isReset || run === undefined || run.id === before?.run?.id) return;
      hold(run.mode !== "incremental", "P3", () => `${stream} was reset, and ${run.id} reads what changed alone`);
    },
    followed: (checkpoint) => {
      const { run } = checkpoint;
      if (run !== undefined) runs.add(run.id);
      if (run !== undefined && run.mode !== "backfill") isReset = false;
      if (!mayForget || !isForgotten(checkpoint)) return;
      isReset = true;
      resets += 1;
    },
    erased: () => {
      for (const id of runs) gone.add(id);
      isReset = false;
    },
    forget: () => {
      mayForget = true;
      return () => resets;
    },
  };
}
