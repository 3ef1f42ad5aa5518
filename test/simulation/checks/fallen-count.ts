import type { RunReceipt } from "@waybill/sync";
import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

type Run = NonNullable<Batch["checkpoint"]>["run"];

/** Whether the vendor's count of the one list that a run reads fell while it was read: then it proves nothing. */
export interface FallenCount {
  followed(before: Run, next: Run): void;
  /** P4: what arrived may have gone, and made up for what never came. */
  judge(receipt: RunReceipt, run: Run): void;
  erased(): void;
}

export function createFallenCount(): FallenCount {
  let fell = false;
  return {
    followed: (before, next) => {
      const isSame = before?.id === next?.id && goesOn(before) && (next?.position.page ?? 0) > before.position.page;
      fell = isSame && (fell || falls(before, next?.reported));
    },
    judge: ({ id, completeness, reported }, run) => {
      const isFallen = goesOn(run) && (fell || falls(run, reported));
      const isProven = completeness.proven && completeness.by === "total";
      hold(!isFallen || !isProven, "P4", () => `${id} takes a count that fell while it read for a proof`);
    },
    erased: () => {
      fell = false;
    },
  };
}

/** Positions that count records are read again, and parents and windows have counts of their own. */
function goesOn(run: Run): run is NonNullable<Run> {
  if (run === undefined || run.position.page === 0) return false;
  return run.pass === undefined && run.parents === undefined && run.windows === undefined;
}

const falls = ({ reported = 0 }: NonNullable<Run>, now = Infinity): boolean => now < reported;
