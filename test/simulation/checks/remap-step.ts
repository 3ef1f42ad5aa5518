import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;
type Remap = Checkpoint["remap"];

/** Whether the commit is one of those that make stored records anew, the last one included. */
export const isRemap = ({ remap, contract }: Checkpoint, before: Checkpoint | undefined): boolean =>
  remap !== undefined || (before !== undefined && contract.mapping !== before.contract.mapping);

/** P1: what was made anew is counted where it is stored; what cannot be is kept aside instead. */
export function judgeRemap({ put = [], remove = [], quarantine }: Batch, before: Remap, after: Remap): void {
  const { updated, quarantined } = grown(before, after);
  hold(updated === put.length, "P1", () => `a remap counts ${updated} records, and made ${put.length} anew`);
  const aside = quarantine?.put.length ?? 0;
  const told = (): string =>
    `a remap counts ${quarantined} records as kept aside, kept ${aside}, and removed ${remove.length}`;
  hold(quarantined === aside && aside === remove.length, "P1", told);
}

/** The last commit of a remap forgets how far it was, and does nothing else. */
function grown(before: Remap, after: Remap): { readonly updated: number; readonly quarantined: number } {
  const none = { updated: 0, quarantined: 0 };
  if (after === undefined) return none;
  const done = before?.id === after.id ? before.counts : none;
  return {
    updated: after.counts.updated - done.updated,
    quarantined: after.counts.quarantined - done.quarantined,
  };
}
