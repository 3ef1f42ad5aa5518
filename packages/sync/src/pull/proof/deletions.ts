import type { Completeness } from "../../receipt/receipt.ts";
import type { KeySet } from "../../record/key-set.ts";
import type { RecordKey } from "../../record/record.ts";
import type { Store } from "../../store/contract.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";

/** Stored keys that a full read did not meet. */
export interface Absent {
  readonly count: number;
  /** All of them, where no more are gone than {@link mostSwept}. */
  readonly keys: readonly RecordKey[];
  /** Records stored, those of the read's last page included. */
  readonly stored: number;
}

export type Sweep =
  /** The run says nothing of what is not there. */
  | { readonly kind: "unknown" }
  /** Nothing is gone. */
  | { readonly kind: "none" }
  | { readonly kind: "sweep"; readonly keys: readonly RecordKey[] }
  | { readonly kind: "hold"; readonly removals: number; readonly stored: number; readonly why: string };

export interface SweepLimits {
  /** Share of the stored records that may go without a person's word. */
  readonly maxShrink: number;
  /** How many a person has confirmed. Default 0. */
  readonly confirmed?: number | undefined;
}

/** Only a proven full read, every record of it accepted, says anything about what is not there. */
export function maySweep(run: Pick<OpenRun, "mode" | "counts">, completeness: Completeness): boolean {
  return run.mode === "full" && completeness.proven && run.counts.quarantined === 0;
}

/** Reads the stored keys in pages, and gives of each those that the run did not meet. */
export async function* absentKeys(
  store: Store,
  at: { readonly connection: string; readonly stream: string },
  met: Pick<KeySet, "has">,
): AsyncGenerator<readonly RecordKey[]> {
  const limit = 1000;
  let after: RecordKey | undefined;
  do {
    const page: readonly RecordKey[] = await store.keys(at.connection, at.stream, { limit, after });
    yield page.filter((key) => !met.has(key));
    after = page.length < limit ? undefined : page.at(-1);
  } while (after !== undefined);
}

/** How many records may go. A sudden shrink may be a vendor's defect or a lost permission: its deletions wait for a person. */
export function mostSwept(stored: number, { maxShrink, confirmed = 0 }: SweepLimits): number {
  return Math.max(confirmed, Math.min(stored - 1, stored * maxShrink));
}

export function judgeSweep({ count, keys, stored }: Absent, limits: SweepLimits): Sweep {
  if (count === 0) return { kind: "none" };
  if (count <= mostSwept(stored, limits)) return { kind: "sweep", keys };
  const why =
    `${count} of ${stored} stored records are gone from the vendor's list, more than ${Math.round(limits.maxShrink * 100)} %; ` +
    "they are kept until a person confirms the deletion";
  return { kind: "hold", removals: count, stored, why };
}
