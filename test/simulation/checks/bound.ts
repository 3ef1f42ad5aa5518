import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** A stream stays bound to the account whose records it holds. */
export function judgeBound({ stream, checkpoint }: Batch, before: Checkpoint | undefined): void {
  if (checkpoint === undefined || before?.account === undefined) return;
  const { account } = before;
  hold(
    checkpoint.account === account,
    "wrong_account",
    () => `${stream} was bound to ${account}, and is to ${checkpoint.account}`,
  );
}
