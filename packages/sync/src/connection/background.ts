/** Lets work go on without a caller. How it ends is in receipts and status, not in what it throws. */
export function inBackground(work: () => Promise<unknown>): void {
  void work().catch(() => {});
}
