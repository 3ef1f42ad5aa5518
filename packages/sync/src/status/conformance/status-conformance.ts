import { listCases } from "./list-cases.ts";
import { readCases } from "./read-cases.ts";
import type { StatusExpect, StatusRig } from "./rig.ts";
import { watchCases } from "./watch-cases.ts";

export interface StatusConformanceOptions {
  /** Registers a test: Vitest's, Jest's, `node:test`'s. */
  readonly test: (name: string, run: () => Promise<void>) => unknown;
  readonly expect: StatusExpect;
  /** A new rig; the suite closes it. */
  readonly open: () => Promise<StatusRig>;
  /** Whether the rigs have `breakReads`. Default false: the cases about unreadable sources are left out. */
  readonly breakable?: boolean | undefined;
}

/** Checks a status source against its contract, guarantee by guarantee, through the public methods alone. */
export function statusConformance({ test, expect, open, breakable = false }: StatusConformanceOptions): void {
  for (const each of [...readCases, ...watchCases, ...listCases]) {
    if (each.breaks === true && !breakable) continue;
    test(each.name, async () => {
      const rig = await open();
      try {
        await each.run(rig, expect);
      } finally {
        await rig.close();
      }
    });
  }
}
