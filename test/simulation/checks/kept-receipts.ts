import type { Receipt } from "@waybill/sync";
import type { Batch } from "@waybill/sync/store";
import { digestOf } from "./receipts.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** Receipts go with age alone, the oldest first, and an anchor stands for those that went. */
export interface KeptReceipts {
  judge(batch: Batch, before: Checkpoint | undefined): void;
  /** A commit was accepted. */
  followed(batch: Batch): void;
  erased(): void;
  /** Ids of those that are kept, oldest first. */
  readonly ids: readonly string[];
  /** Whether one of this id is, or was, stored. */
  wasStored(id: string): boolean;
}

export function createKeptReceipts(stream: string): KeptReceipts {
  let kept: readonly Receipt[] = [];
  const ever = new Set<string>();
  return {
    judge: ({ checkpoint, forgetReceipts }, before) => {
      if (checkpoint === undefined) return;
      const [was, is] = [before?.receiptAnchor, checkpoint.receiptAnchor];
      if (forgetReceipts === undefined)
        return hold(JSON.stringify(was) === JSON.stringify(is), "receipt chain", () => `${stream} has another anchor`);
      const gone = kept.slice(0, forgetReceipts.length);
      const [last, next] = [gone.at(-1), kept[gone.length]];
      const isOldest = forgetReceipts.every((id) => gone.some((receipt) => receipt.id === id));
      hold(isOldest, "receipt chain", () => `${stream} forgets ${forgetReceipts.join()}, which are not its oldest`);
      hold(next !== undefined, "receipt chain", () => `${stream} forgets its last receipt`);
      const isStanding = last !== undefined && is?.digest === digestOf(last) && is.until === last.finishedAt;
      hold(
        isStanding,
        "receipt chain",
        () => `${stream} forgets up to ${last?.id}, and is anchored in ${JSON.stringify(is)}`,
      );
      const counted = (was?.receipts ?? 0) + gone.length;
      hold(
        is?.receipts === counted,
        "receipt chain",
        () => `${stream} forgot ${counted} receipts, and says ${is?.receipts}`,
      );
      const isOfLastRun = forgetReceipts.includes(checkpoint.last?.receipt ?? "");
      hold(!isOfLastRun, "receipt chain", () => `${stream} forgets the receipt of its last run`);
    },
    followed: ({ receipt, forgetReceipts = [] }) => {
      if (receipt !== undefined) {
        kept = [...kept, receipt];
        ever.add(receipt.id);
      }
      if (forgetReceipts.length > 0) kept = kept.filter(({ id }) => !forgetReceipts.includes(id));
    },
    wasStored: (id) => ever.has(id),
    erased: () => {
      kept = [];
    },
    get ids() {
      return kept.map(({ id }) => id);
    },
  };
}
