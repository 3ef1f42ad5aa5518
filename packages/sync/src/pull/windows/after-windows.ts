import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { Watermark } from "../checkpoint/cursor-value.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { WindowProgress } from "../checkpoint/windows-so-far.ts";
import type { Incremental } from "../../connector/contract.ts";
import { unproven } from "../proof/completeness.ts";
import type { Judgement } from "../proof/completeness.ts";
import { formatInstant } from "../../record/instant.ts";

interface Judged extends Pick<OpenRun, "mode" | "hidesRange"> {
  readonly incremental: Pick<Incremental, "kind"> | undefined;
}

/**
 * Judges a run of which every window was asked for: they leave no time out, so that lists which were read to their ends are all there is. Not so where
 * a record can be dated anew, into a window that was read already.
 */
export function judgeWindows(
  { gaps, read, unproven: doubt }: WindowProgress,
  { mode, incremental, hidesRange }: Judged,
): Judgement {
  const [first] = gaps;
  if (first === undefined) {
    const moved =
      incremental?.kind === "event-time"
        ? "a record that is given another date while windows are read may be missed"
        : undefined;
    const why = doubt ?? moved;
    return {
      completeness: why === undefined ? { proven: true, by: "intervals" } : unproven(why),
      lacking: false,
      moves: true,
    };
  }
  const where = hidesRange === true ? "" : `, the first from ${new Date(first.from).toISOString()} on`;
  const ranges = gaps.length === 1 ? "1 range" : `${gaps.length} ranges`;
  const next =
    mode === "backfill" ? "ask for the range again to read the rest" : "the next run asks for the rest again";
  const why = `${ranges} of time could not be read${where}; ${read} windows were, and ${next}`;
  return { completeness: unproven(why), lacking: true, moves: true };
}

/**
 * What the next run goes on from. A gap with an end is remembered by itself; one that reaches to the present keeps the watermark where it begins, or
 * is remembered up to the watermark that was there before. Where the gap begins is a time of this device: it takes the watermark no further than
 * what was read does.
 */
export function positionAfterWindows(
  { gaps }: WindowProgress,
  { format }: Incremental,
  { previous, reached }: { readonly previous: Watermark | undefined; readonly reached: Watermark | undefined },
): Pick<Checkpoint, "watermark" | "gaps"> {
  const closed = gaps.filter(({ to }) => to !== undefined);
  const open = gaps.find(({ to }) => to === undefined)?.from;
  const at = { gaps: closed.length === 0 ? undefined : closed };
  if (open === undefined || format === "opaque") return { ...at, watermark: reached };
  if (reached?.at === undefined || reached.at <= open) return { ...at, watermark: reached ?? previous };
  if (previous?.at === undefined || open > previous.at)
    return { ...at, watermark: { value: formatInstant(open, format), at: open } };
  return { gaps: [...closed, { from: open, to: previous.at }], watermark: previous };
}
