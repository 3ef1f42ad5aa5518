/** The result of a reconciliation: what should exist, what does exist, how each difference was resolved. */
export interface Ledger {
  readonly connection: string;
  /** Epoch milliseconds. */
  readonly comparedAt: number;
  readonly entries: readonly LedgerEntry[];
}

export interface LedgerEntry {
  readonly stream: string;
  readonly here: number;
  readonly there: number;
  readonly missingHere: number;
  readonly missingThere: number;
  readonly different: number;
}
