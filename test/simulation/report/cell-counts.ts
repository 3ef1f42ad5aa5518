import { cells, cellName, points, wayCells } from "../plan/cells.ts";
import { faultCatalogue } from "../plan/fault-catalogue.ts";
import { styles } from "../vendor/stream-plan.ts";
import { ways } from "../vendor/way.ts";
import { seams } from "../world/process.ts";

/** How often each cell of the table was met. */
export type CellCounts = ReadonlyMap<string, number>;

export function addCells(counts: Map<string, number>, met: readonly string[]): void {
  for (const name of met) counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Cells that no seed met. */
export function emptyCells(counts: CellCounts): readonly string[] {
  return cells.map(cellName).filter((name) => !counts.has(name));
}

/**
 * One line a fault and style, or way of going on: how many deaths before and after the effect of a call of each seam fell into a run that had met the fault. A fault that
 * means nothing for a style has no line.
 */
export function table(counts: CellCounts): readonly string[] {
  const head = `${"fault".padEnd(20)}${"pagination".padEnd(13)}${seams.map((seam) => seam.padStart(12)).join("")}`;
  const under = `${" ".repeat(33)}${seams.map(() => "before/after".padStart(12)).join("")}`;
  const exists = new Set([...cells, ...wayCells].map(({ fault, style }) => `${fault} ${style}`));
  const lines = faultCatalogue.flatMap(({ kind: fault }) =>
    [...styles, ...ways]
      .filter((style) => exists.has(`${fault} ${style}`))
      .map((style) => {
        const found = points.map((point) => counts.get(cellName({ fault, style, ...point })) ?? 0);
        const pairs = seams.map((_, index) => `${found[2 * index]}/${found[2 * index + 1]}`.padStart(12));
        return `${fault.padEnd(20)}${style.padEnd(13)}${pairs.join("")}`;
      }),
  );
  return [head, under, ...lines];
}
