import { FailureError, failure } from "@waybill/transport";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { CursorValue, Watermark } from "./checkpoint/cursor-value.ts";
import { compareCursors, parseCursor } from "./checkpoint/cursor-value.ts";
import type { OpenRun } from "./checkpoint/open-run.ts";
import type { BackfillRange } from "./checkpoint/plan.ts";
import { pull } from "./pull.ts";
import type { PullOptions } from "./pull.ts";
import { currentCheckpoint } from "./run/open-session.ts";
import type { StreamContext } from "./stream-context.ts";

/** A range of cursor-field values as the vendor writes them, both included. Without `to`: everything since `from`. */
export interface RangeText {
  readonly from: string;
  readonly to?: string | undefined;
}

/**
 * Reads a range of a stream again. What the next incremental run goes on from, and how the stream is shown, stay as they were; nothing is removed for
 * being absent. A run that is open is finished first, also one that reads another range.
 * @throws FailureError `contract` for a stream that cannot be asked for a range, `invalid` for values that are none of its cursor field.
 */
export async function backfill(context: StreamContext, text: RangeText, options: PullOptions): Promise<RunReceipt> {
  const range = rangeOf(context, text);
  for (;;) {
    const { run: open } = await currentCheckpoint(context);
    const receipt = await pull(context, { ...options, range });
    const { since, until } = rangeRead([context.told.worked?.run, open], receipt);
    if (receipt.mode === "backfill" && since === text.from && until === text.to) return receipt;
  }
}

type Range = Pick<OpenRun, "id" | "since" | "until">;

/** A receipt says nothing of a classed range: then only whoever worked on the run, or saw it open, knows what it read. */
function rangeRead(known: readonly (Range | undefined)[], receipt: RunReceipt): Pick<RunReceipt, "since" | "until"> {
  const run = known.find((one) => one?.id === receipt.id);
  return run === undefined ? receipt : { since: run.since?.value, until: run.until?.value };
}

function rangeOf({ contract }: StreamContext, { from, to }: RangeText): BackfillRange {
  const begins = bound(contract, from);
  if (to === undefined) return { from: begins };
  const ends = bound(contract, to);
  if (compareCursors(cursorIn(begins), cursorIn(ends)) <= 0) return { from: begins, to: ends };
  const message = `The range from "${from}" to "${to}" ends before it begins, so nothing was read. Give its earlier end first.`;
  throw new FailureError(failure("invalid", { message }));
}

function cursorIn({ value, at }: Watermark): CursorValue {
  return { text: value, at };
}

function bound({ name, incremental }: StreamContext["contract"], text: string): Watermark {
  if (incremental === undefined) {
    const message = `${name} cannot be asked for a range: its connector names no incremental parameter. A full pull reads all of it.`;
    throw new FailureError(failure("contract", { message }));
  }
  const value = parseCursor(text, incremental);
  if (value !== undefined) return { value: text, ...(value.at !== undefined && { at: value.at }) };
  const message = `"${text}" is no ${incremental.format} value, so nothing was read. Write it as the vendor writes ${incremental.cursorField}.`;
  throw new FailureError(failure("invalid", { message }));
}
