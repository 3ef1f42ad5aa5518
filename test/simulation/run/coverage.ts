import type { FaultKind } from "@waybill/emulator";
import { isFaultKind } from "@waybill/emulator";
import { cellName } from "../plan/cells.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import { wayOf } from "../vendor/way.ts";
import type { Moment, Seam } from "../world/process.ts";

/** Which faults streams suffered from, and at which seams a process died meanwhile. */
export interface Coverage {
  struck(stream: string, faults: readonly string[]): void;
  /** A run began: what its stream suffered from before is over. */
  began(stream: string): void;
  /** Whether the run of a stream that is open, or was last, met a fault. */
  suffers(stream: string, fault: FaultKind): boolean;
  died(seam: Seam, moment: Moment): void;
  readonly cells: ReadonlySet<string>;
  readonly strikes: number;
  readonly deaths: number;
}

export function createCoverage(plans: readonly StreamPlan[]): Coverage {
  const suffered = new Map<string, Set<FaultKind>>(plans.map(({ name }) => [name, new Set()]));
  const cells = new Set<string>();
  let strikes = 0;
  let deaths = 0;
  return {
    cells,
    get strikes() {
      return strikes;
    },
    get deaths() {
      return deaths;
    },
    struck: (stream, faults) => {
      strikes += 1;
      for (const name of faults) if (isFaultKind(name)) suffered.get(stream)?.add(name);
    },
    began: (stream) => suffered.get(stream)?.clear(),
    suffers: (stream, fault) => suffered.get(stream)?.has(fault) === true,
    died: (seam, moment) => {
      deaths += 1;
      for (const plan of plans)
        for (const style of [plan.style, wayOf(plan)])
          for (const fault of suffered.get(plan.name) ?? [])
            if (style !== undefined) cells.add(cellName({ fault, style, seam, moment }));
    },
  };
}
