import type { StatusSource } from "@waybill/sync/status";
import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/**
 * P8: where storage takes nothing more of a run, whoever looks at the stream in that tab is told, for as long as nobody has stored more of it; and nobody is
 * told so of a run whose end it took although it said otherwise.
 */
export interface FailedWrites {
  /** A commit was not carried out, and whoever made it was told so. `before`: what is stored. */
  failed(batch: Batch, before: Checkpoint | undefined): void;
  /** A commit was carried out, and whoever made it was told otherwise. */
  unsure(batch: Batch): void;
  /** Storage failed: a tab that says so may be right. */
  failedAnew(): void;
  /** Streams of which either is to be judged. */
  readonly streams: readonly string[];
  /** Judges what a tab says of such a stream. Whatever is asked of it next may end this. */
  judge(stream: string, told: Told): void;
  forget(): void;
}

interface Told {
  readonly snapshot: Awaited<ReturnType<StatusSource["snapshot"]>>;
  /** As it is stored now. */
  readonly version: number;
}

export function createFailedWrites(who: string): FailedWrites {
  const versions = new Map<string, number>();
  const ends = new Map<string, number>();
  return {
    unsure: ({ stream = "", checkpoint, receipt }) => {
      if (receipt?.kind === "run") ends.set(stream, checkpoint?.version ?? 0);
    },
    failedAnew: () => ends.clear(),
    failed: (batch, before) => {
      const { stream = "" } = batch;
      if (isOfRun(batch, before)) versions.set(stream, before?.version ?? 0);
    },
    get streams() {
      return [...versions.keys(), ...ends.keys()];
    },
    judge: (stream, { snapshot, version }) => {
      const { phase, blocker, failure, lastOutcome } = snapshot;
      const says = () => `${who} says of ${stream} ${JSON.stringify(snapshot)}`;
      if (version === ends.get(stream))
        hold(failure?.code !== "storage", "P8", () => `The end of a run was stored, and ${says()}`);
      // It goes on, or waits for a person, who is told of that.
      if (phase !== "idle" || blocker !== null || version !== versions.get(stream)) return;
      const isTold = failure?.code === "storage" && lastOutcome === "failed";
      hold(isTold, "P8", () => `No more of it could be written, and ${says()}`);
    },
    forget: () => {
      for (const each of [versions, ends]) each.clear();
    },
  };
}

/** Not what a person wants of a stream: whoever says that is told of it. */
function isOfRun({ checkpoint, receipt }: Batch, before: Checkpoint | undefined): boolean {
  if (receipt !== undefined) return receipt.kind === "run" && receipt.outcome !== "cancelled";
  return checkpoint?.run !== undefined && JSON.stringify(checkpoint.run) !== JSON.stringify(before?.run);
}
