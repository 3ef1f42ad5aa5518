import type { Batch } from "@waybill/sync/store";
import { isRemap } from "./remap-step.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** P8: of a stream that waits for a person nothing is read: no run begins, and no record comes or goes but those that are made of what is here. */
export function judgeWaiting(batch: Batch, before: Checkpoint | undefined): void {
  const { stream, checkpoint, put = [], remove = [] } = batch;
  const blocker = before?.blocker;
  if (blocker === undefined || checkpoint === undefined || isOfWhatIsHere(batch, before)) return;
  const isNew = checkpoint.run !== undefined && checkpoint.run.id !== before?.run?.id;
  hold(!isNew, "P8", () => `a run of ${stream} began, and the stream waits (${blocker})`);
  const moved = put.length + remove.length;
  hold(moved === 0, "P8", () => `${moved} records of ${stream} came or went, and the stream waits (${blocker})`);
}

const isOfWhatIsHere = ({ checkpoint, receipt }: Batch, before: Checkpoint | undefined): boolean =>
  receipt?.kind === "replay" || (checkpoint !== undefined && isRemap(checkpoint, before));
