import type { Connector } from "../connector/contract.ts";
import type { Runnable } from "../connector/runnable.ts";

/** Why a stream cannot be asked for: the connector does not have it, or nothing here can run it yet. */
export function unrunnable({ run, skipped }: Runnable, stream: string): string | undefined {
  if (run.includes(stream)) return undefined;
  const missing = skipped.find((one) => one.stream === stream)?.missing.join(", ");
  return missing === undefined
    ? `There is no stream "${stream}". Streams that run: ${run.join(", ")}.`
    : `The stream "${stream}" does not run by itself: ${missing} must be filled in the connector first.`;
}

/** Throws a RangeError for a stream that the connector does not have, or that nothing here can run yet. */
export function requireRunnable(judged: Runnable, stream: string): void {
  const why = unrunnable(judged, stream);
  if (why !== undefined) throw new RangeError(why);
}

/** Throws a RangeError for a stream that the connector does not have. */
export function requireStream({ streams }: Pick<Connector, "streams">, stream: string): void {
  if (Object.hasOwn(streams, stream)) return;
  throw new RangeError(`There is no stream "${stream}". Streams of the connector: ${Object.keys(streams).join(", ")}.`);
}
