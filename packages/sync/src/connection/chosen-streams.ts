import type { Connector } from "../connector/contract.ts";
import type { Runnable } from "../connector/runnable.ts";
import { requireRunnable } from "./require-runnable.ts";

/**
 * The streams that a product wants of those that run, and the parents that these are listed below. All where it does not say.
 * @throws RangeError for one that the connector does not have, or that nothing here can run.
 */
export function chosenStreams(connector: Connector, judged: Runnable, chosen?: readonly string[]): Runnable {
  if (chosen === undefined) return judged;
  for (const stream of chosen) requireRunnable(judged, stream);
  const wanted = new Set(chosen.flatMap((stream) => lineage(connector, stream)));
  return { run: judged.run.filter((stream) => wanted.has(stream)), skipped: judged.skipped };
}

function lineage(connector: Connector, stream: string): readonly string[] {
  const parent = connector.streams[stream]?.parent?.stream;
  return parent === undefined ? [stream] : [stream, ...lineage(connector, parent)];
}
