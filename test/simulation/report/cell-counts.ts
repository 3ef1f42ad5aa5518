import { cellName, points, rowName, wayCells } from "../plan/cells.ts";
import type { Cell } from "../plan/cells.ts";
import { faultCatalogue } from "../plan/fault-catalogue.ts";
import { styles } from "../vendor/stream-plan.ts";
import { ways } from "../vendor/way.ts";
import { seams } from "../world/process.ts";

/** How often each cell of the table was met. */
export type CellCounts = ReadonlyMap<string, number>;

/**
 * One line a fault and style that some of `about` are of, or way of going on that was met: how many deaths before and after the effect of a call of each seam
 * fell into a run that had met the fault.
 */
export function table(counts: CellCounts, about: readonly Cell[]): readonly string[] {
  const head = `${"fault".padEnd(20)}${"pagination".padEnd(13)}${seams.map((seam) => seam.padStart(12)).join("")}`;
  const under = `${" ".repeat(33)}${seams.map(() => "before/after".padStart(12)).join("")}`;
  const rows = new Set([...about, ...wayCells.filter((cell) => counts.has(cellName(cell)))].map(rowName));
  const lines = faultCatalogue.flatMap(({ kind: fault }) =>
    [...styles, ...ways]
      .filter((style) => rows.has(rowName({ fault, style })))
      .map((style) => {
        const found = points.map((point) => counts.get(cellName({ fault, style, ...point })) ?? 0);
        const pairs = seams.map((_, index) => `${found[2 * index]}/${found[2 * index + 1]}`.padStart(12));
        return `${fault.padEnd(20)}${style.padEnd(13)}${pairs.join("")}`;
      }),
  );
  return [head, under, ...lines];
}
