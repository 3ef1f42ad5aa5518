import type { Manners, PagingManners } from "../listing/manners.ts";
import { hash } from "../random.ts";
import type { FaultKind, FaultOptions } from "./fault.ts";
import type { Struck } from "./fault-board.ts";

const usual = { every: 7, emptyEvery: 2, max: 3, records: 10_000, drift: 5, origin: "https://elsewhere.example" };

interface PageFaults {
  readonly manners: Manners;
  /** The faults that strike, in order. */
  readonly names: readonly FaultKind[];
}

type PageRule = (faults: Struck, draw: number) => PageFaults | undefined;

const rule =
  <K extends FaultKind>(kind: K, effect: (options: FaultOptions[K], draw: number) => Manners): PageRule =>
  (faults, draw) => {
    const options = faults.of(kind);
    return options === undefined ? undefined : { manners: effect(options, draw), names: [kind] };
  };

const rules: readonly PageRule[] = [
  rule("small_pages", ({ max = usual.max }) => ({ maxPageSize: max })),
  rule("empty_pages", ({ every = usual.emptyEvery }) => ({ emptyEvery: every })),
  rule("expired_cursors", ({ status = 410 }) => ({ allExpired: true, expiredStatus: status })),
  rule("result_window", ({ records = usual.records, mode = "refused" }) => ({
    resultWindow: records,
    beyondWindow: mode,
  })),
  rule("endless_pages", ({ mode = "same" }) => ({ endless: mode })),
  rule("shifting_pages", ({ by = 1 }) => ({ shift: by })),
  rule("foreign_next", ({ origin = usual.origin }) => ({ foreignOrigin: origin })),
  rule("contradicting_end", ({ mode = "more_without_next" }) => ({ contradiction: mode })),
  rule("changing_totals", ({ mode = "wandering" }, draw) => ({ totalDrift: drift(mode, draw) })),
  rule("duplicated_records", ({ every = usual.every }) => ({ duplicatedEvery: every })),
  rule("dropped_records", ({ every = usual.every }) => ({ droppedEvery: every })),
];

/** How this list request is paged: the vendor's manners, and over them whatever faults it meets. */
export function pageFaults(
  faults: Struck,
  { usual: manners, seed, number }: { usual: PagingManners; seed: number; number: number },
): PageFaults {
  const draw = hash(seed, "total", number);
  const met = rules.map((each) => each(faults, draw)).filter((each) => each !== undefined);
  return {
    manners: Object.assign({}, manners, ...met.map((each) => each.manners)),
    names: met.flatMap(({ names }) => names),
  };
}

/** Never nothing: a wandering count is wrong every time, differently. */
function drift(mode: "above" | "below" | "wandering", draw: number): number {
  const size = 1 + (draw % usual.drift);
  if (mode === "wandering") return draw & 64 ? size : -size;
  return mode === "above" ? size : -size;
}
