import type { Runnable } from "../connector/runnable.ts";

/** Throws a RangeError for a stream that the connector does not have, or that nothing here can run yet. */
export function requireRunnable({ run, skipped }: Runnable, stream: string): void {
  if (run.includes(stream)) return;
  const missing = skipped.find((one) => one.stream === stream)?.missing.join(", ");
  throw new RangeError(
    missing === undefined
      ? `There is no stream "${stream}". Streams that run: ${run.join(", ")}.`
      : `The stream "${stream}" does not run by itself: ${missing} must be filled in the connector first.`,
  );
}
