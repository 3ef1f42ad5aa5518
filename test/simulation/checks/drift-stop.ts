import type { Batch } from "@waybill/sync/store";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import { isRemap } from "./remap-step.ts";
import { unpromisedIn } from "./promised.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** Pages of which every record is looked at, also where the vendor repeats some. */
const wholeSample = 10;

/** A stream that is to stop where records are not as promised: it does at that page, keeps it, says why, and its place stays where it was. */
export function judgeStop(batch: Batch, before: Checkpoint | undefined, plan: StreamPlan): void {
  const { checkpoint, receipt } = batch;
  if (checkpoint === undefined || isRemap(checkpoint, before) || receipt?.kind === "replay") return;
  const stops = checkpoint.blocker === "schema" && before?.blocker === undefined;
  if (stops) return judgeTold(batch, placeOf(before), placeOf(checkpoint));
  const isSeen = plan.style !== "none" && plan.pageSize <= wholeSample;
  const found = isSeen ? unpromisedIn(batch) : undefined;
  hold(found === undefined, "drift", () => `${plan.name} goes on although ${found} is not as promised`);
}

function judgeTold({ stream, receipt }: Batch, was: string, is: string): void {
  const { outcome, failure } = receipt?.kind === "run" ? receipt : {};
  const isTold = outcome === "failed" && failure?.code === "contract" && !failure.retryable;
  hold(isTold, "drift", () => `${stream} stopped, and its receipt does not say why: ${JSON.stringify(receipt)}`);
  hold(was === is, "P3", () => `${stream} stopped, and its place went from ${was} to ${is}`);
}

/** What the next run goes on from. */
const placeOf = (at: Checkpoint | undefined): string => JSON.stringify([at?.watermark, at?.token, at?.parents?.head]);
