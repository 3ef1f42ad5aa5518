import type { FaultKind } from "@waybill/emulator";
import type { PaginationStyle } from "@waybill/sync/connector";
import { endsOf, styles } from "../vendor/stream-plan.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import { inWay, ways } from "../vendor/way.ts";
import type { Way } from "../vendor/way.ts";
import { moments, seams } from "../world/process.ts";
import type { Moment, Seam } from "../world/process.ts";
import { faultCatalogue } from "./fault-catalogue.ts";

/** Where a process can die. */
export const points: readonly { readonly seam: Seam; readonly moment: Moment }[] = seams.flatMap((seam) =>
  moments.map((moment) => ({ seam, moment })),
);

/** A crash point while a stream of one style suffers from one fault. */
export interface Cell<Style extends string = PaginationStyle> {
  readonly fault: FaultKind;
  readonly style: Style;
  readonly seam: Seam;
  readonly moment: Moment;
}

/** Every crash point while a stream that goes on in a way suffers from a fault that means something for it. */
export const wayCells: readonly Cell<Way>[] = faultCatalogue.flatMap(({ kind: fault, applies }) =>
  ways
    .filter((way) => styles.some((style) => variantsOf(style).some((plan) => applies(inWay(plan, way, 1)))))
    .flatMap((style) => points.map((point) => ({ fault, style, ...point }))),
);

/** Whether a stream of the style can be declared such that the fault means something for it. */
function canMeet(fault: FaultKind, style: PaginationStyle): boolean {
  const entry = faultCatalogue.find(({ kind }) => kind === fault);
  return entry !== undefined && variantsOf(style).some((plan) => entry.applies(plan));
}

/** Every cell that exists. The seeds take them in turn. */
export const cells: readonly Cell[] = faultCatalogue.flatMap(({ kind: fault }) =>
  styles
    .filter((style) => canMeet(fault, style))
    .flatMap((style) => points.map((point) => ({ fault, style, ...point }))),
);

type Row = Pick<Cell<PaginationStyle | Way>, "fault" | "style">;

/** The row of the table that a cell stands in. */
export const rowName = ({ fault, style }: Row): string => `${fault} ${style}`;

export const cellName = ({ seam, moment, ...row }: Cell<PaginationStyle | Way>): string =>
  `${rowName(row)} ${moment} ${seam}`;

function variantsOf(style: PaginationStyle): readonly StreamPlan[] {
  const ends = endsOf[style].length === 0 ? [undefined] : endsOf[style];
  return ends.map((end) => ({
    name: style,
    style,
    end,
    total: true,
    records: 100,
    pageSize: 20,
    key: "number",
    incremental: { order: "asc", granularityMs: 1 },
    tombstones: true,
  }));
}
