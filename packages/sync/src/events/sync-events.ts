import type { DriftFinding, Receipt } from "../receipt/receipt.ts";
import type { RecordKey } from "../record/record.ts";
import type { CommitEvent, Store } from "../store/contract.ts";
import { throwLater } from "../throw-later.ts";

interface At {
  readonly connection: string;
  /** Number of the commit that made it true. */
  readonly commit: number;
}

interface AtStream extends At {
  readonly stream: string;
}

/** Something that is true now: its commit came first. */
export type SyncEvent =
  /** Records of a stream changed. `keys` is absent when there were more than 1,000, too many to name. */
  | (AtStream & { readonly kind: "records"; readonly keys?: readonly RecordKey[] | undefined })
  /** Records were kept aside, or no longer are. */
  | (AtStream & { readonly kind: "quarantine" })
  /** A run, a replay or a write ended. */
  | (AtStream & { readonly kind: "finished"; readonly receipt: Receipt })
  /** What a run found unlike the contract, or the runs before. */
  | (AtStream & { readonly kind: "drift"; readonly receipt: string; readonly findings: readonly DriftFinding[] })
  | (At & { readonly kind: "erased" })
  /** This engine fell so far behind that single events are no longer known: read again whatever matters. */
  | (At & { readonly kind: "missed" });

export interface SyncEventOptions {
  /** Told when what an event is about cannot be read; that event is left out. Default: the error surfaces as one that nobody caught. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * Tells a listener what commits made true, in commit order and never before: also commits of other tabs and engines on the same store. Ends with the
 * function that it returns.
 */
export function syncEvents(
  store: Pick<Store, "subscribe" | "receipt">,
  listener: (event: SyncEvent) => void,
  { onError = throwLater }: SyncEventOptions = {},
): () => void {
  let ended = false;
  // Reading a receipt takes a moment; the next event waits for it, so that the order holds.
  let told = Promise.resolve();
  const tell = async (event: CommitEvent): Promise<void> => {
    try {
      for (const each of await eventsOf(store, event)) if (!ended) listener(each);
    } catch (error) {
      if (!ended) onError(error);
    }
  };
  const unsubscribe = store.subscribe((event) => {
    told = told.then(() => tell(event));
  });
  return () => {
    ended = true;
    unsubscribe();
  };
}

async function eventsOf(store: Pick<Store, "receipt">, event: CommitEvent): Promise<readonly SyncEvent[]> {
  const { connection, stream, commit, kinds, keys } = event;
  if (isMissed(event)) return [{ kind: "missed", connection, commit }];
  if (kinds.includes("erased")) return [{ kind: "erased", connection, commit }];
  if (stream === undefined) return [];
  const at = { connection, stream, commit };
  const records = kinds.includes("records") ? [{ ...at, kind: "records" as const, ...(keys && { keys }) }] : [];
  const quarantine = kinds.includes("quarantine") ? [{ ...at, kind: "quarantine" as const }] : [];
  const receipt = event.receipt === undefined ? undefined : await store.receipt(event.receipt);
  return [...records, ...quarantine, ...finished(at, receipt)];
}

function finished(at: AtStream, receipt: Receipt | undefined): readonly SyncEvent[] {
  if (receipt === undefined) return [];
  const findings = receipt.kind === "run" ? (receipt.drift ?? []) : [];
  const drift = findings.length === 0 ? [] : [{ ...at, kind: "drift" as const, receipt: receipt.id, findings }];
  return [{ ...at, kind: "finished", receipt }, ...drift];
}

/** One event for many commits: about records, and of no stream, which no commit is. */
function isMissed({ kinds, stream }: CommitEvent): boolean {
  return stream === undefined && kinds.includes("records");
}
