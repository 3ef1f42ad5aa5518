/** Lets what a listener threw be seen as an uncaught error, which is its owner's; whoever told it goes on. */
export function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
