import type { StatusSource } from "@waybill/sync/status";
import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** P8: where storage takes nothing more of a run, whoever looks at the stream in that tab is told, for as long as nobody has stored more of it. */
export interface FailedWrites {
  /** A commit was not carried out, and whoever made it was told so. `before`: what is stored. */
  failed(batch: Batch, before: Checkpoint | undefined): void;
  /** Streams of which it is to be told. */
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
  return {
    failed: (batch, before) => {
      const { stream = "" } = batch;
      if (isOfRun(batch, before)) versions.set(stream, before?.version ?? 0);
    },
    get streams() {
      return [...versions.keys()];
    },
    judge: (stream, { snapshot, version }) => {
      const { phase, blocker, failure, lastOutcome } = snapshot;
      // It goes on, or waits for a person, who is told of that.
      if (phase !== "idle" || blocker !== null || version !== versions.get(stream)) return;
      const isTold = failure?.code === "storage" && lastOutcome === "failed";
      hold(isTold, "P8", () => `${who} could write no more of ${stream}, and says of it ${JSON.stringify(snapshot)}`);
    },
    forget: () => versions.clear(),
  };
}

/** Not what a person wants of a stream: whoever says that is told of it. */
function isOfRun({ checkpoint, receipt }: Batch, before: Checkpoint | undefined): boolean {
  if (receipt !== undefined) return receipt.kind === "run" && receipt.outcome !== "cancelled";
  return checkpoint?.run !== undefined && JSON.stringify(checkpoint.run) !== JSON.stringify(before?.run);
}
