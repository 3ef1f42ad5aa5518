/** Takes back everything that a transaction wrote, if it has not ended. */
export function abort(tx: Pick<IDBTransaction, "abort">): void {
  try {
    tx.abort();
  } catch {
    // It had ended already, which is what was wanted.
  }
}
