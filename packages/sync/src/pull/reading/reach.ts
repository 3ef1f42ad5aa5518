import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { Incremental, StreamContract } from "../../connector/contract.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { WindowProgress } from "../checkpoint/windows-so-far.ts";
import { askedSize } from "./list-request.ts";
import type { SortedItem } from "../page/sort-item.ts";
import type { Turned } from "./turn-page.ts";
import { grainOf } from "../checkpoint/grain.ts";
import type { Interval } from "../checkpoint/interval.ts";

/** What follows a page, where a window may hold more than the vendor lets a caller reach. */
export type NextWithinReach =
  | Turned["next"]
  | { readonly kind: "divide"; readonly windows: WindowProgress; readonly incremental: Incremental };

export interface Reading {
  /** The page included. */
  readonly run: OpenRun;
  readonly contract: StreamContract;
  readonly items: readonly SortedItem[];
}

/**
 * Stops where the vendor would: at as many records as it lets a caller reach nothing says that they are all, whether it refuses the next page or tells
 * of an end. The window is then divided; records outside of it would be in every part, and end it.
 */
export function withinReach(next: Turned["next"], { run, contract, items }: Reading): NextWithinReach {
  const { incremental, pagination } = contract;
  const { windows } = run;
  if (incremental?.maxResults === undefined || windows?.at === undefined || next.kind === "broken") return next;
  const ahead = next.kind === "more" ? (askedSize(pagination) ?? 1) : 1;
  if (placesRead(run, contract, items.length) + ahead <= incremental.maxResults) return next;
  return isOutside(items, windows.at, incremental)
    ? { kind: "broken", failure: unbounded(incremental) }
    : { kind: "divide", windows, incremental };
}

/** Places of the vendor's list up to the end of a page. It counts those too whose records it leaves out of the page, or of what a caller may see. */
function placesRead({ position }: OpenRun, { pagination }: StreamContract, arrived: number): number {
  const { page, next, overlap, read = 0 } = position;
  const size = askedSize(pagination) ?? arrived;
  const before = pagination.style === "offset" ? Number(next) - (overlap?.back ?? 0) : page * size;
  return Math.max(read, before + size);
}

function isOutside(items: readonly SortedItem[], { from, to = Infinity }: Interval, incremental: Incremental): boolean {
  const grain = grainOf(incremental);
  return items.some((item) => {
    const at = item.cursor?.at;
    return at !== undefined && (at <= from - grain || at >= to + grain);
  });
}

function unbounded({ param, until, cursorField }: Incremental): Failure {
  const message =
    `The vendor lists records whose ${cursorField} is outside of what ${param} and ${until} ask for. ` +
    "What was read is kept. Check the stream's `incremental` in the connector.";
  return failure("contract", { message });
}
